/**
 * Compares what is here with recordings of real Kestra.
 * `npm run conformance -- expressions FILE… [--json OUT]`, `npm run conformance -- flows …`.
 */
async function conformance([what, ...args]: readonly string[]): Promise<number> {
  switch (what) {
    case 'expressions':
      return (await import('./conformance/expressions')).run(args)
    case 'flows': {
      const flows = './conformance/flows'
      const module: { readonly run: (args: readonly string[]) => Promise<number> } = await import(flows)
      return module.run(args)
    }
    default:
      console.error('Say what to compare: npm run conformance -- expressions FILE… | flows …')
      return 2
  }
}

conformance(process.argv.slice(2)).then(
  code => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error)
    process.exit(2)
  },
)
