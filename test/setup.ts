// Property tests draw the same cases in every run, so that a failure is about the change at hand and can be repeated.
// Other cases: PROPERTY_SEED=random npm run test:unit, or a number.
import fc from 'fast-check'

const wanted = process.env['PROPERTY_SEED'] ?? '20260101'

if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) })

// `npm run test:quick` draws as many as it can in a moment.
if (process.env['MODE'] === 'quick')
  fc.configureGlobal({ ...fc.readConfigureGlobal(), interruptAfterTimeLimit: 200 })
