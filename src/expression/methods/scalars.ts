import { javaEquals, javaHash } from '../collections'
import { compare } from '../numbers'
import { javaText } from '../text'
import { castError } from '../thrown'
import {
  className,
  double,
  doubleValue,
  intValue,
  JavaFloat,
  LoopVariables,
  longValue,
  numberKind,
  type Value,
} from '../value'
import { methods } from './table'

/** `java.lang.Object`. */
export const ANY = methods({
  'toString()': value => javaText(value),
  'hashCode()': value => javaHash(value),
  'equals(Object)': (value, [other = null]) => javaEquals(value, other),
})

/** `java.lang.Number` and its classes. */
export const NUMBER = methods({
  'intValue()': value => intValue(value),
  'longValue()': value => longValue(value),
  'doubleValue()': value => double(doubleValue(value)),
  'floatValue()': value => new JavaFloat(Math.fround(doubleValue(value))),
  'isNaN()': value => Number.isNaN(doubleValue(value)),
  'isInfinite()': value => Math.abs(doubleValue(value)) === Number.POSITIVE_INFINITY,
  'compareTo(Object)': (value, [other = null]) => compareNumbers(value, other),
  'signum()': value => Math.sign(doubleValue(value)),
})

function compareNumbers(value: Value, other: Value): Value {
  if (numberKind(value) !== numberKind(other)) throw castError(other, className(value))
  return compare(value, other, 'LESS_THAN') ? -1 : compare(value, other, 'EQUALS') ? 0 : 1
}

/** `java.lang.Boolean`. */
export const BOOLEAN = methods({
  'booleanValue()': value => value,
  'compareTo(Object)': (value, [other = null]) => {
    if (typeof other !== 'boolean') throw castError(other, 'java.lang.Boolean')
    return Number(value) - Number(other)
  },
})

/** Pebble's `loop`. */
export const LOOP = methods({
  'getIndex()': loop => of(loop).index,
  'getLength()': loop => of(loop).length,
  'getRevindex()': loop => of(loop).revindex,
  'isFirst()': loop => of(loop).first,
  'isLast()': loop => of(loop).last,
})

function of(value: Value): LoopVariables {
  if (value instanceof LoopVariables) return value
  throw castError(value, 'io.pebbletemplates.pebble.node.ForNode$LoopVariables')
}
