// Loaded before the library: fails the process when anything makes code from text, which strict hosts forbid. Only what
// happens while modules load is looked for; a try and catch around it does not hide it.
const made = []

const watched = (name, original) =>
  new Proxy(original, {
    apply(target, self, args) {
      made.push(name)
      return Reflect.apply(target, self, args)
    },
    construct(target, args, newTarget) {
      made.push(name)
      return Reflect.construct(target, args, newTarget)
    },
  })

globalThis.Function = watched('Function', Function)
Object.defineProperty(Function.prototype, 'constructor', { value: globalThis.Function })
globalThis.eval = watched('eval', globalThis.eval)

process.on('exit', () => {
  if (made.length === 0) return
  console.error(`code was made from text while loading: ${made.join(', ')}`)
  process.exitCode = 1
})
