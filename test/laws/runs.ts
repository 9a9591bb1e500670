/** How many times the usual number of runs; `LAWS=20 npx vitest run test/laws` looks harder. */
const factor = Number(process.env['LAWS'] ?? '1')

/** The parameters of a property that is run about so many times. */
export function runs(count: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(count * factor) }
}
