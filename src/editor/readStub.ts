import type { StubReading } from '../engine'
import { lineAt, parseYaml } from '../flow'
import { type Elsewhere, isMap, nearest, type Registry, shown } from '../task'

/**
 * Reads what a person wrote as the outputs of a stub, YAML or JSON, and compares their names with those that are known
 * of the task type. No text is no outputs. Never throws.
 */
export function readStub(text: string, type: string, registry: Registry, elsewhere: Elsewhere): StubReading {
  const names = outputNames(type, registry, elsewhere)
  const known = names === undefined ? {} : { known: names }
  if (text.trim() === '') return { ok: true, outputs: {}, remarks: [], ...known }
  const { value, problems } = parseYaml(text)
  const [problem] = problems
  if (problem !== undefined) {
    return { ok: false, message: problem.message, line: lineAt(text, problem.span.start), ...known }
  }
  const outputs = shown(value)
  if (!isMap(outputs)) return { ok: false, message: 'Write outputs as names with values, such as `uri: …`.', ...known }
  return { ok: true, outputs, remarks: names === undefined ? [] : remarksOn(outputs, names), ...known }
}

function outputNames(type: string, registry: Registry, elsewhere: Elsewhere): readonly string[] | undefined {
  const found = registry.find(type)
  return found === undefined ? elsewhere.find(type)?.outputs : Object.keys(found.outputs)
}

function remarksOn(outputs: Readonly<Record<string, unknown>>, known: readonly string[]): readonly string[] {
  return Object.keys(outputs).flatMap(name => {
    if (known.includes(name)) return []
    const near = nearest(name, known)
    return [`The task has no output \`${name}\` in Kestra.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`]
  })
}
