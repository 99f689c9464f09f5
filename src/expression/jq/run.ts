import { arrayItems, collectionItems, mapEntries } from '../collections'
import { base64Encode } from '../java/encoding'
import { JsonError, readJson } from '../jsonRead'
import type { Args, Call } from '../language'
import { decimalOf } from '../numberText'
import { stringArg } from '../take'
import { javaText } from '../text'
import { jsonTime } from '../times'
import {
  className,
  isMapValue,
  JavaCharacter,
  JavaDecimal,
  JavaTime,
  LazyNumber,
  numberKind,
  type Value,
} from '../value'
import { JqError } from './error'
import { Machine } from './evaluate'
import { objectOf } from './nodes'
import { parseJq } from './parse'

/** Runs the program that the argument holds. @throws what Kestra's `JqFilter` throws */
export function runJq(input: Value, args: Args, call: Call): Value {
  if (!args.has('expression')) throw call.fail("The 'jq' filter expects an argument 'expression'.")
  const expression = stringArg(args, 'expression')
  try {
    if (expression === null) throw new JqError('no program')
    const program = call.session.remember(`jq ${expression}`, () => parseJq(expression))
    const now = (): number => Number(call.session.draw(() => call.session.host.now()) / 1_000_000n) / 1000
    const machine = new Machine(() => call.session.step(), now)
    return [...machine.run(program, typeof input === 'string' ? parsed(input) : toJson(input, call))]
  } catch (error) {
    if (error instanceof JqError || error instanceof JsonError) throw refused(input, error, call)
    throw error
  }
}

function refused(input: Value, reason: Error, call: Call): unknown {
  return call.fail(`Unable to parse jq value '${javaText(input)}' with type '${className(input)}'`, reason.message)
}

/** The first JSON value of a text; an empty text is null. */
function parsed(text: string): Value {
  return /^[ \t\n\r]*$/.test(text) ? null : readJson(text)
}

/** A value as JSON: map entries with null are left out, dates are texts. */
function toJson(value: Value, call: Call): Value {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof JavaTime) return timeJson(value, call)
  if (value instanceof LazyNumber) return value.value
  if (numberKind(value) !== undefined || value instanceof JavaDecimal) return value
  if (value instanceof Uint8Array) return base64Encode(value)
  if (value instanceof JavaCharacter) return value.value
  if (isMapValue(value))
    return objectOf(
      mapEntries(value)
        .filter(entry => entry.value !== null)
        .map(entry => [javaText(entry.key), toJson(entry.value, call)] as const),
    )
  const items = collectionItems(value) ?? arrayItems(value)
  return items ? items.map(item => toJson(item, call)) : javaText(value)
}

function timeJson(time: JavaTime, call: Call): Value {
  const { text, quoted } = jsonTime(time, call.session.dialect)
  return quoted ? text : decimalOf(text)
}
