import type { Flow, KestraVersion, Path } from '../model'
import type { Finding } from '../task'
import { InputValueError, readInputValue } from './inputValue'
import { invalid } from './invalid'
import { mapOr, textOf } from './values'

type Report = (finding: Finding) => void

/** Rules over the inputs of a flow. */
export function checkInputs(flow: Flow, written: unknown, version: KestraVersion, report: Report): void {
  const paths = pathsOf(written)
  checkDependencies(flow, paths, report)
  checkDeclarations(flow, paths, version, report)
  checkSchedules(flow, report)
  checkDefaults(flow, paths, version, report)
}

/** Where inputs are written, by their ids. */
type Paths = ReadonlyMap<string, Path>

function pathsOf(written: unknown): Paths {
  const paths = new Map<string, Path>()
  const add = (list: unknown, path: Path, before: string): void => {
    for (const [index, item] of Array.isArray(list) ? list.entries() : []) {
      const { id, name, inputs } = mapOr(item)
      const own = before + (textOf(id) ?? textOf(name) ?? '')
      paths.set(own, [...path, index])
      add(inputs, [...path, index, 'inputs'], `${own}.`)
    }
  }
  add(written, ['inputs'], '')
  return paths
}

const pathOf = (paths: Paths, id: string): Path => paths.get(id) ?? ['inputs']

/** Source: Kestra `InputValidator` and `ArrayInputValidator` of `io.kestra.core.validations.validator`. */
function checkDeclarations({ inputs }: Flow, paths: Paths, version: KestraVersion, report: Report): void {
  inputs.forEach(({ id, type, required, defaults, prefill, itemType }, index) => {
    const label = `inputs[${version === '1.3' ? index : id}]`
    const refuse = (property: string, message: string, hint: string, of = label): void =>
      report({
        code: 'contrary-input',
        severity: 'error',
        path: [...pathOf(paths, id), property],
        at: 'key',
        message: `${of}: ${message}`,
        hint,
      })
    if (type === 'ARRAY') {
      const hint = 'Say what kind the items are, such as STRING.'
      if (itemType === undefined || itemType === null) refuse('itemType', 'must not be null', hint, `${label}.itemType`)
      else if (itemType === 'ARRAY') refuse('itemType', '`itemType` cannot be ARRAY', hint)
    }
    if (defaults === undefined || defaults === null) return
    if (!required)
      refuse(
        'required',
        'Inputs with a default value must be required, since the default is always applied.',
        'Leave `required` out, or write `prefill` in place of `defaults`.',
      )
    else if (prefill !== undefined && prefill !== null)
      refuse('prefill', 'Inputs with a default value cannot also have a prefill.', 'Keep one of the two.')
  })
}

/**
 * A schedule has nobody to ask. Kestra 1.3 wants a value for inputs that are not required, too; 2.0 does not. A
 * warning: the flow can be run by hand here as it is.
 */
function checkSchedules({ inputs, triggers }: Flow, report: Report): void {
  const asked = inputs.filter(({ required, defaults }) => required && (defaults === undefined || defaults === null))
  triggers.forEach(({ id, type, inputs: given }, index) => {
    if (!type.endsWith('.Schedule')) return
    const missing = asked.map(input => input.id).filter(input => !Object.hasOwn(mapOr(given), input))
    if (missing.length === 0) return
    report({
      code: 'schedule-without-inputs',
      severity: 'warning',
      path: ['triggers', index, 'id'],
      at: 'value',
      message: `Missing inputs for Schedule Trigger '${id}', missing inputs: '${missing.join(' | ')}'`,
      hint: 'Kestra refuses to save this. Give each a default, or a value under `inputs` of the trigger.',
    })
  })
}

function checkDependencies(flow: Flow, paths: Paths, report: Report): void {
  const byId = new Map(flow.inputs.map(input => [input.id, input]))
  const dependenciesOf = (id: string): readonly string[] => {
    const inputs: unknown = byId.get(id)?.dependsOn?.inputs
    return Array.isArray(inputs) ? inputs.map(String) : []
  }
  for (const input of flow.inputs) {
    const path = [...pathOf(paths, input.id), 'dependsOn']
    const missing = dependenciesOf(input.id).filter(id => !byId.has(id))
    for (const id of missing) {
      report(invalid('unknown-input', path, `Input with id '${input.id}' depends on a non-existent input '${id}'.`))
    }
    const reached = reachable(input.id, dependenciesOf)
    if (reached.has(input.id)) {
      report(
        invalid(
          'dependency-cycle',
          path,
          `Cycle dependency detected for input with id '${input.id}': [${[...reached].join(', ')}]`,
        ),
      )
    }
  }
}

/** Defaults that the input itself would refuse: Kestra saves them, and no execution can be created without a value. */
function checkDefaults(flow: Flow, paths: Paths, version: KestraVersion, report: Report): void {
  for (const input of flow.inputs) {
    const { defaults, expression } = input
    if (defaults === undefined || defaults === null || expression !== undefined) continue
    if (
      JSON.stringify(defaults, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)).includes(
        '{{',
      )
    )
      continue
    try {
      readInputValue(input, defaults, version)
    } catch (error) {
      if (!(error instanceof InputValueError)) throw error
      report({
        code: 'wrong-default',
        severity: 'warning',
        path: [...pathOf(paths, input.id), 'defaults'],
        at: 'value',
        message: `The default of ${input.id} is refused: ${error.message.replaceAll(/\s*\n\s*/g, ' ').trim()}`,
        hint: 'Change the default, or what the input takes.',
      })
    }
  }
}

function reachable(id: string, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const open = [...next(id)]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (reached.has(at)) continue
    reached.add(at)
    open.push(...next(at))
  }
  return reached
}
