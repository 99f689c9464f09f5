import { arrayItems, collectionItems, mapEntries } from '../collections'
import { base64Encode } from '../java/encoding'
import { JsonError, readJson } from '../jsonRead'
import { type Args, BOTH, type Call, type Filter } from '../language'
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
import { objectOf } from './nodes'

/** Kestra's `jq`: always the list of all outputs. Source: Kestra `JqFilter`. */
export const jqFilter: Filter = {
  name: 'jq',
  title: 'Runs a jq program on a value, or on the JSON in a text, and gives the list of everything it puts out.',
  arguments: [{ name: 'expression', title: 'The program.' }],
  examples: [
    {
      template: "{{ body | jq('.products[].title') }}",
      variables: { body: '{"products":[{"title":"a"},{"title":"b"}]}' },
      result: '["a","b"]',
    },
    { template: "{{ body | jq('.total') | first }}", variables: { body: '{"total":3}' }, result: '3' },
  ],
  dialects: BOTH,
  apply: (input, args, call) => (input === null ? null : runJq(input, args, call)),
}

type Jq = typeof import('./index')

function runJq(input: Value, args: Args, call: Call): Value {
  if (!args.has('expression')) throw call.fail("The 'jq' filter expects an argument 'expression'.")
  const expression = stringArg(args, 'expression')
  const jq: Jq = call.session.module('jq', () => import('./index'))
  try {
    if (expression === null) throw new jq.JqError('no program')
    const program = call.session.remember(`jq ${expression}`, () => jq.parseJq(expression))
    const now = (): number => Number(call.session.draw(() => call.session.host.now()) / 1_000_000n) / 1000
    const machine = new jq.Machine(() => call.session.step(), now)
    return [...machine.run(program, typeof input === 'string' ? parsed(input) : toJson(input, call))]
  } catch (error) {
    if (error instanceof jq.JqError || error instanceof JsonError) throw refused(input, error, call)
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
