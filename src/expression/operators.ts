import type { BinaryOperator, Expr } from './ast'
import { arrayItems, collectionItems, javaEquals, listItems, mapEntries, mapGet } from './collections'
import type { Evaluator } from './evaluate'
import { arithmetic, type Comparison, compare } from './numbers'
import { range } from './range'
import { javaText } from './text'
import { JavaThrown, nullPointer } from './thrown'
import { className, doubleValue, isMapValue, JavaCollection, numberKind, SafeString, type Value } from './value'

type BinaryExpr = Extract<Expr, { type: 'binary' }>

/** Operators other than `and`, `or`, `??`, `???`, `==` and `!=`. */
export function binary(evaluator: Evaluator, expr: BinaryExpr): Value {
  switch (expr.operator) {
    case '+':
      return evaluator.wrapped(expr, 'Could not perform addition', () => both(evaluator, expr, add(evaluator)))
    case '-':
      return evaluator.wrapped(expr, 'Could not perform subtraction', () => both(evaluator, expr, subtract(evaluator)))
    case '*':
      return evaluator.wrapped(expr, 'Could not perform multiplication', () =>
        both(evaluator, expr, (left, right) => arithmetic(left, right, 'MULTIPLICATION')),
      )
    case '/':
      return evaluator.wrapped(expr, 'Could not perform division', () =>
        both(evaluator, expr, (left, right) => arithmetic(left, right, 'DIVISION')),
      )
    case '%':
      return evaluator.wrapped(expr, 'Could not perform greater modulus', () =>
        both(evaluator, expr, (left, right) => arithmetic(left, right, 'MODULUS')),
      )
    case '~':
      return concatenate(evaluator.evaluate(expr.left), evaluator.evaluate(expr.right))
    case '..':
      return evaluator.guarded(expr.operatorSpan, () =>
        range(evaluator, expr, evaluator.evaluate(expr.left), evaluator.evaluate(expr.right), null),
      )
    case 'contains':
      return contains(evaluator, expr)
    case 'isIn':
      return evaluator.guarded(expr.operatorSpan, () =>
        isIn(evaluator.evaluate(expr.left), evaluator.evaluate(expr.right)),
      )
    case '>':
    case '<':
    case '>=':
    case '<=':
      return order(evaluator, expr, ORDERS[expr.operator])
    default:
      throw new Error(`operator ${expr.operator} is evaluated elsewhere`)
  }
}

type Order = {
  readonly comparison: Comparison
  /** By dialect: Kestra's own copies of these operators say it in other words than Pebble's. */
  readonly message: { readonly '1.3': string; readonly '2.0': string }
  readonly texts: (a: string, b: string) => boolean
}

const ORDERS: Readonly<Record<Extract<BinaryOperator, '>' | '<' | '>=' | '<='>, Order>> = {
  '>': {
    comparison: 'GREATER_THAN',
    message: { '1.3': 'Could not perform greater than comparison', '2.0': 'Could not perform greater than comparison' },
    texts: (a, b) => a > b,
  },
  '<': {
    comparison: 'LESS_THAN',
    message: { '1.3': 'Could not perform greater modulus', '2.0': 'Could not perform less than comparisonPebb' },
    texts: (a, b) => a < b,
  },
  '>=': {
    comparison: 'GREATER_THAN_EQUALS',
    message: {
      '1.3': 'Could not perform greater than or equals comparison',
      '2.0': 'Could not perform greater than or equals comparison',
    },
    texts: (a, b) => a >= b,
  },
  '<=': {
    comparison: 'LESS_THAN_EQUALS',
    message: {
      '1.3': 'Could not perform less than or equals comparison',
      '2.0': 'Could not perform less than or equals comparison',
    },
    texts: (a, b) => a <= b,
  },
}

/** In 2.0 the sides are evaluated outside of what is wrapped, and two Strings compare as texts. */
function order(evaluator: Evaluator, expr: BinaryExpr, { comparison, message, texts }: Order): boolean {
  const { dialect } = evaluator.session
  if (dialect === '1.3')
    return evaluator.wrapped(expr, message[dialect], () =>
      both(evaluator, expr, (left, right) => compare(left, right, comparison)),
    )
  const left = evaluator.evaluate(expr.left)
  const right = evaluator.evaluate(expr.right)
  if (typeof left === 'string' && typeof right === 'string') return texts(left, right)
  return evaluator.wrapped(expr, message[dialect], () => compare(left, right, comparison))
}

function both<T>(evaluator: Evaluator, expr: BinaryExpr, work: (left: Value, right: Value) => T): T {
  return work(evaluator.evaluate(expr.left), evaluator.evaluate(expr.right))
}

/** `+`: text when a side is a String, a list grows in place, else numbers. Source: Pebble `OperatorUtils.add`. */
function add(evaluator: Evaluator): (left: Value, right: Value) => Value {
  return (left, right) => {
    if (typeof left === 'string' || typeof right === 'string') return javaText(left) + javaText(right)
    if (left instanceof SafeString || right instanceof SafeString) return javaText(left) + javaText(right)
    if (listItems(left) === undefined) return arithmetic(left, right, 'ADD')
    const added = [...(collectionItems(right) ?? [right])]
    const items = mutableItems(evaluator, left)
    evaluator.session.ensureItems(items.length + added.length)
    for (const item of added) items.push(item)
    return Array.isArray(left) ? items : left
  }
}

/** `-`: a list shrinks in place. Source: Pebble `OperatorUtils.subtract`. */
function subtract(evaluator: Evaluator): (left: Value, right: Value) => Value {
  return (left, right) => {
    if (listItems(left) === undefined) return arithmetic(left, right, 'SUBTRACT')
    const items = mutableItems(evaluator, left)
    const unwanted = collectionItems(right)
    if (unwanted) {
      const kept = items.filter(item => !unwanted.some(other => javaEquals(item, other)))
      items.length = 0
      for (const item of kept) items.push(item)
    } else {
      const at = items.findIndex(item => javaEquals(item, right))
      if (at !== -1) items.splice(at, 1)
    }
    return Array.isArray(left) ? items : left
  }
}

/** The items of a list, to be changed in place. */
export function mutableItems(evaluator: Pick<Evaluator, 'session'>, list: Value): Value[] {
  if (Array.isArray(list)) return evaluator.session.change(list)
  if (list instanceof JavaCollection && !list.immutable) return list.items
  throw new JavaThrown('java.lang.UnsupportedOperationException', null)
}

/** `~`: nothing for null. Source: Pebble `ConcatenateExpression`. */
function concatenate(left: Value, right: Value): string {
  return (left === null ? '' : javaText(left)) + (right === null ? '' : javaText(right))
}

/** Source: Pebble `ContainsExpression`. */
function contains(evaluator: Evaluator, expr: BinaryExpr): boolean {
  const left = evaluator.evaluate(expr.left)
  if (left === null) return false
  const right = evaluator.evaluate(expr.right)
  const items = collectionItems(left)
  if (items) {
    const wanted = collectionItems(right)
    return wanted ? wanted.every(one => holds(items, one)) : holds(items, right)
  }
  if (isMapValue(left)) return mapGet(left, right) !== undefined
  const array = arrayItems(left)
  if (array) return array.some(item => javaEquals(item, right))
  if (typeof left === 'string') return left.includes(javaText(right))
  throw evaluator.fail(
    `Contains operator can only be used on Collections, Maps and arrays. Actual type was: ${className(left)}`,
    expr.line,
    expr.left.span,
  )
}

function holds(items: readonly Value[], wanted: Value): boolean {
  return items.some(item => javaEquals(item, wanted))
}

/** Compares texts; of a map both keys and values. Source: Kestra `InExpression`. */
function isIn(left: Value, right: Value): boolean {
  if (left === null || right === null) return false
  const wanted = javaText(left)
  const items = collectionItems(right)
  if (items) return items.map(textOfItem).includes(wanted)
  if (!isMapValue(right)) return false
  for (const { key, value } of mapEntries(right)) {
    if (textOfKey(key) === wanted || textOfValue(value) === wanted) return true
  }
  return false
}

function textOfItem(item: Value): string {
  if (item === null) throw nullPointer('Cannot invoke "Object.toString()" because "<parameter1>" is null')
  return javaText(item)
}

function textOfKey(key: Value): string {
  if (key === null)
    throw nullPointer(
      'Cannot invoke "Object.toString()" because the return value of "java.util.Map$Entry.getKey()" is null',
    )
  return javaText(key)
}

function textOfValue(value: Value): string {
  if (value === null)
    throw nullPointer(
      'Cannot invoke "Object.toString()" because the return value of "java.util.Map$Entry.getValue()" is null',
    )
  return javaText(value)
}

/**
 * The truth of a value where Pebble casts to Boolean: a String that is not empty, a Number that is not zero.
 * Undefined for what cannot be cast. Source: Pebble `TypeUtils.compatibleCast`.
 */
export function truth(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return value !== ''
  if (numberKind(value) === undefined) return undefined
  const number = doubleValue(value)
  return !Number.isNaN(number) && number !== 0
}

/** Unary minus: multiplication by Integer -1. */
export function negate(value: Value): Value {
  return arithmetic(-1, value, 'MULTIPLICATION')
}

/** Unary plus: multiplication by Integer 1. */
export function plus(value: Value): Value {
  return arithmetic(1, value, 'MULTIPLICATION')
}
