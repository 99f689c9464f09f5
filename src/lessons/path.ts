/** Reads a path as expressions write it: `outputs.python.outputFiles['products.csv']`. */
export function readPath(text: string): readonly string[] {
  const steps: string[] = []
  const step = /\.?([A-Za-z_][\w]*)|\['([^']*)'\]|\[(\d+)\]/y
  while (step.lastIndex < text.length) {
    const [, name, quoted, index] = step.exec(text) ?? []
    const found = name ?? quoted ?? index
    if (found === undefined) throw new Error(`${text} is no path of an output`)
    steps.push(found)
  }
  return steps
}

/** The value at the end of a path; undefined where there is none. */
export const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null) return undefined
    return (inner as Readonly<Record<string, unknown>>)[key]
  }, value)
