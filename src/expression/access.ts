import type { Expr } from './ast'
import { arrayItems, listItems, mapEntries, mapGet, mapSize } from './collections'
import type { Span } from './error'
import type { Evaluator } from './evaluate'
import { findMethod } from './methods'
import { javaText } from './text'
import { JavaThrown, nullPointer, PebbleThrown } from './thrown'
import { className, intValue, isMapValue, longValue, numberKind, type Value } from './value'

type GetExpr = Extract<Expr, { type: 'get' }>
type MethodExpr = Extract<Expr, { type: 'method' }>

/**
 * `object.name`, `object[key]`: a map's entry, an item of a list or array, or what a public getter of a Java object
 * gives. Nothing of JavaScript's own can be reached.
 * Source: Pebble `GetAttributeExpression`, `DefaultAttributeResolver` and its parts.
 */
export function getAttribute(evaluator: Evaluator, expr: GetExpr, object: Value, key: Value): Value {
  if (object === null) throw nullObject(evaluator, expr, javaText(key))
  if (isMapValue(object)) {
    if (typeof key === 'string') {
      const value = mapGet(object, key)
      if (value !== undefined) return value
      throw missing(evaluator, expr, key, () => mapEntries(object).map(entry => javaText(entry.key)))
    }
    return evaluator.guarded(expr.keySpan, () => entryOf(evaluator, expr, object, key))
  }
  const name = javaText(key)
  const array = arrayItems(object)
  if (array) return itemAt(evaluator, expr, array, parseIndex(name) ?? -1, name)
  const list = listItems(object)
  const index = list && parseIndex(name)
  if (list && index !== undefined) return itemAt(evaluator, expr, list, index, name)
  return evaluator.guarded(expr.keySpan, () => member(evaluator, expr, object, name))
}

/** `object.name(…)`: a public method whose parameters take exactly what is given. */
export function callMethod(evaluator: Evaluator, expr: MethodExpr, object: Value, args: readonly Value[]): Value {
  if (object === null) throw nullObject(evaluator, expr, expr.name)
  return evaluator.guarded(expr.keySpan, () => {
    const method = findMethod(object, expr.name, args)
    if (method === 'denied') throw denied(evaluator, expr, expr.name)
    if (!method) throw missing(evaluator, expr, expr.name, () => [])
    return invoke(evaluator, expr, method, object, args)
  })
}

function member(evaluator: Evaluator, expr: GetExpr, object: Value, name: string): Value {
  if (name === '')
    throw new JavaThrown('java.lang.StringIndexOutOfBoundsException', 'Index 0 out of bounds for length 0')
  const capitalized = name.charAt(0).toUpperCase() + name.slice(1)
  for (const candidate of [name, `get${capitalized}`, `is${capitalized}`, `has${capitalized}`]) {
    const method = findMethod(object, candidate, [])
    if (method === 'denied') throw denied(evaluator, expr, candidate)
    if (method) return invoke(evaluator, expr, method, object, [])
  }
  throw missing(evaluator, expr, name, () => [])
}

type Found = Exclude<ReturnType<typeof findMethod>, 'denied' | undefined>

function invoke(
  evaluator: Evaluator,
  expr: GetExpr | MethodExpr,
  method: Found,
  object: Value,
  args: readonly Value[],
): Value {
  try {
    return method.call(object, args, evaluator.session)
  } catch (thrown) {
    if (!(thrown instanceof JavaThrown)) throw thrown
    throw new PebbleThrown(
      'PebbleException',
      `Could not call ${method.name}`,
      expr.line,
      evaluator.file,
      expr.keySpan,
      undefined,
      undefined,
      thrown,
    )
  }
}

function entryOf(evaluator: Evaluator, expr: GetExpr, map: Parameters<typeof mapGet>[0], key: Value): Value {
  const wanted = numberKind(key) === undefined ? key : castKey(evaluator, expr, map, key)
  const value = mapGet(map, wanted)
  if (value !== undefined) return value
  if (key === null) throw nullPointer('Cannot invoke "Object.toString()" because "attributeNameValue" is null')
  throw missing(evaluator, expr, javaText(key), () => mapEntries(map).map(entry => javaText(entry.key)))
}

/** A number used as a key is cast to the class of the map's first key. */
function castKey(evaluator: Evaluator, expr: GetExpr, map: Parameters<typeof mapGet>[0], key: Value): Value {
  const first = mapSize(map) > 0 ? mapEntries(map)[0]?.key : undefined
  if (first === undefined) throw new JavaThrown('java.util.NoSuchElementException', null)
  switch (numberKind(first)) {
    case 'Long':
      return longValue(key)
    case 'Integer':
      return intValue(key)
    case 'Double':
    case 'Float':
      return numberKind(key) === numberKind(first) ? key : null
    default:
      throw evaluator.fail(
        `type class ${className(first)} not supported for key ${javaText(key)}`,
        expr.line,
        expr.keySpan,
      )
  }
}

function itemAt(evaluator: Evaluator, expr: GetExpr, items: readonly Value[], index: number, name: string): Value {
  if (index < 0 || index >= items.length) throw missing(evaluator, expr, name, () => indices(items.length))
  return items[index] ?? null
}

function indices(length: number): readonly string[] {
  return length === 0 ? [] : [`0 to ${length - 1}`]
}

/** `Integer.parseInt`, or undefined. */
function parseIndex(text: string): number | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined
  const value = Number(text)
  return value >= -2147483648 && value <= 2147483647 ? value : undefined
}

function nullObject(evaluator: Evaluator, expr: GetExpr | MethodExpr, attribute: string): PebbleThrown {
  const { object } = expr
  const name = object.type === 'name' ? object.name : attribute
  const span: Span = object.type === 'name' ? object.span : expr.keySpan
  return evaluator.missing('RootAttributeNotFoundException', name, expr.line, span, () => [])
}

function missing(
  evaluator: Evaluator,
  expr: GetExpr | MethodExpr,
  name: string,
  known: () => readonly string[],
): PebbleThrown {
  return evaluator.missing('AttributeNotFoundException', name, expr.line, expr.keySpan, known)
}

const DENIED: Readonly<Record<string, string>> = {
  getclass: 'public final native java.lang.Class java.lang.Object.getClass()',
  notify: 'public final native void java.lang.Object.notify()',
  notifyall: 'public final native void java.lang.Object.notifyAll()',
  wait: 'public final void java.lang.Object.wait() throws java.lang.InterruptedException',
}

function denied(evaluator: Evaluator, expr: GetExpr | MethodExpr, name: string): PebbleThrown {
  return new PebbleThrown(
    'ClassAccessException',
    `For security reasons access to ${DENIED[name.toLowerCase()]} method is denied.`,
    expr.line,
    evaluator.file,
    expr.keySpan,
  )
}
