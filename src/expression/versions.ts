import type { Arguments, Expr, Part } from './ast'
import type { Span } from './error'
import type { Dialect } from './plain'
import { readTemplate } from './template'
import { languageOf } from './words'

/** Something that the other version of Kestra does not have, or reads in another way. */
export type VersionWarning = { readonly span: Span; readonly message: string }

/** What would change if a template that is written for one version were read by the other. Empty when it does not parse. */
export function versionWarnings(text: string, dialect: Dialect): readonly VersionWarning[] {
  const reading = readTemplate(text, dialect)
  if (!reading.ok) return []
  const found: VersionWarning[] = []
  const other: Dialect = dialect === '2.0' ? '1.3' : '2.0'
  const language = languageOf(other)
  const own = languageOf(dialect)
  eachExpr(reading.parts, expr => {
    if (expr.type === 'filter' || expr.type === 'call') {
      const kind = expr.type === 'filter' ? 'filter' : 'function'
      const words = kind === 'filter' ? language.filters : language.functions
      const here = kind === 'filter' ? own.filters : own.functions
      if (!here.has(expr.name) || words.has(expr.name)) return
      const message = language.elsewhere(kind, expr.name) ?? `Kestra ${other} has no ${kind} \`${expr.name}\`.`
      found.push({ span: reading.inSource(expr.nameSpan), message })
    } else if (expr.type === 'binary' && !expr.grouped && MOVED.has(expr.operator) && hasNeighbours(expr)) {
      found.push({
        span: reading.inSource(expr.operatorSpan),
        message: `Kestra ${other} reads \`${expr.operator}\` with another precedence here. Put parentheses around it.`,
      })
    }
  })
  return found
}

/** Operators that bind before filters in 1.3 and after arithmetic in 2.0. */
const MOVED: ReadonlySet<string> = new Set(['??', '???', 'isIn'])

function hasNeighbours({ left, right }: Extract<Expr, { type: 'binary' }>): boolean {
  return [left, right].some(side => side.type === 'filter' || (side.type === 'binary' && !side.grouped))
}

function eachExpr(parts: readonly Part[], visit: (expr: Expr) => void): void {
  for (const part of parts) {
    if (part.type === 'print') walk(part.expr, visit)
    else if (part.type === 'set') walk(part.value, visit)
    else if (part.type === 'block') eachExpr(part.body, visit)
    else if (part.type === 'macro') eachExpr(part.macro.body, visit)
    else if (part.type === 'for') {
      walk(part.iterable, visit)
      eachExpr([...part.body, ...(part.otherwise ?? [])], visit)
    } else if (part.type === 'if') {
      for (const { condition, body } of part.branches) {
        walk(condition, visit)
        eachExpr(body, visit)
      }
      eachExpr(part.otherwise ?? [], visit)
    }
  }
}

function walk(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr)
  if (expr.type === 'body') eachExpr(expr.body, visit)
  else for (const inner of inside(expr)) walk(inner, visit)
}

function inside(expr: Exclude<Expr, { type: 'body' }>): readonly Expr[] {
  switch (expr.type) {
    case 'list':
      return expr.items
    case 'map':
      return expr.entries.flat()
    case 'get':
      return [expr.object, expr.key]
    case 'method':
      return [expr.object, ...expr.args]
    case 'call':
      return valuesOf(expr.args)
    case 'filter':
    case 'test':
      return [expr.input, ...valuesOf(expr.args)]
    case 'unary':
      return [expr.operand]
    case 'binary':
      return [expr.left, expr.right]
    case 'ternary':
      return [expr.condition, expr.then, expr.otherwise]
    case 'block-call':
      return [expr.name]
    default:
      return []
  }
}

function valuesOf({ positional, named }: Arguments): readonly Expr[] {
  return [...positional, ...named.flatMap(({ value }) => (value ? [value] : []))]
}
