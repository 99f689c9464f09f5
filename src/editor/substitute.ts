import type { Expr, Part, TemplateReading } from '../expression'
import { readTemplate } from '../expression'
import type { Flow, KestraVersion } from '../model'

/** What can be known of a flow's values before it runs. */
export type Known = {
  readonly version: KestraVersion
  readonly inputs: Readonly<Record<string, unknown>>
  readonly vars: Readonly<Record<string, unknown>>
  readonly flow: Readonly<Record<string, unknown>>
}

/** Stands for what is decided while the flow runs. */
export const UNKNOWN = '\u2026'

/** Values given in the fields, else the defaults; inputs whose default is an expression are not known. */
export function knownOf(flow: Flow, version: KestraVersion, given: Readonly<Record<string, unknown>>): Known {
  const inputs = flow.inputs.flatMap(({ id, defaults }) => {
    const value = given[id] ?? defaults
    return typeof value === 'string' && value.includes('{') ? [] : [[id, value] as const]
  })
  return {
    version,
    inputs: Object.fromEntries(inputs),
    vars: flow.variables,
    flow: { id: flow.id, namespace: flow.namespace },
  }
}

/** A text with `{{ inputs.x }}`, `{{ vars.x }}` and `{{ flow.x }}` put in; anything else becomes `UNKNOWN`. */
export function substitute(text: string, known: Known): string {
  if (!text.includes('{')) return text
  const reading: TemplateReading = readTemplate(text, known.version)
  return reading.ok ? reading.parts.map(part => textOfPart(part, known)).join('') : UNKNOWN
}

function textOfPart(part: Part, known: Known): string {
  if (part.type === 'text') return part.text
  return part.type === 'print' ? textOfExpr(part.expr, known) : UNKNOWN
}

function textOfExpr(expr: Expr, known: Known): string {
  if (expr.type === 'binary' && expr.operator === '~') {
    return textOfExpr(expr.left, known) + textOfExpr(expr.right, known)
  }
  const value = valueOfExpr(expr, known)
  if (typeof value === 'string') return value.includes('{{') ? UNKNOWN : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : UNKNOWN
}

function valueOfExpr(expr: Expr, known: Known): unknown {
  switch (expr.type) {
    case 'literal':
      return expr.value
    case 'name':
      return expr.name === 'inputs' || expr.name === 'vars' || expr.name === 'flow' ? known[expr.name] : undefined
    case 'get': {
      const object = valueOfExpr(expr.object, known)
      const key = valueOfExpr(expr.key, known)
      const isMap = typeof object === 'object' && object !== null
      return isMap && typeof key === 'string' && Object.hasOwn(object, key)
        ? (object as Readonly<Record<string, unknown>>)[key]
        : undefined
    }
    case 'call': {
      const [first] = expr.args.positional
      if (expr.name !== 'render' || first === undefined) return undefined
      const text = valueOfExpr(first, known)
      return typeof text === 'string' ? substitute(text, known) : undefined
    }
    default:
      return undefined
  }
}
