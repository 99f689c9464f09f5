import { arrayItems, collectionItems, mapEntries } from './collections'
import { bigDecimalToPlainString, bigDecimalToString } from './java/bigDecimal'
import { doubleToString, floatToString } from './java/doubles'
import { canonicalText, dateText } from './times'
import {
  isRawMap,
  JavaArray,
  JavaBigInteger,
  JavaCharacter,
  JavaDecimal,
  JavaDouble,
  JavaEntry,
  JavaFloat,
  JavaMap,
  JavaTime,
  JavaUri,
  LazyNumber,
  LoopVariables,
  Opaque,
  SafeString,
  type Value,
} from './value'

/** `String.valueOf(value)`: what `~`, `join` and `%s` see. Lists are `[1, a]`, maps `{a=1}`, null is `null`. */
export function javaText(value: Value): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return Number.isInteger(value) ? String(value === 0 ? 0 : BigInt(value)) : doubleToString(value)
    case 'bigint':
    case 'boolean':
      return String(value)
    default:
      return value === null ? 'null' : objectText(value)
  }
}

function objectText(value: Exclude<Value, null | boolean | string | number | bigint>): string {
  if (value instanceof JavaDouble) return doubleToString(value.value)
  if (value instanceof JavaFloat) return floatToString(value.value)
  if (value instanceof JavaDecimal) return bigDecimalToString(value)
  if (value instanceof JavaBigInteger || value instanceof LazyNumber) return value.value.toString()
  if (value instanceof JavaCharacter || value instanceof JavaUri || value instanceof SafeString) return value.value
  if (value instanceof JavaTime) return value.kind === 'Date' ? dateText(value.text) : canonicalText(value)
  if (value instanceof JavaEntry) return `${javaText(value.key)}=${javaText(value.value)}`
  if (value instanceof Opaque) return value.text
  if (value instanceof LoopVariables) return loopText(value)
  if (value instanceof JavaArray) return `[Ljava.lang.String;@${IDENTITY}`
  if (value instanceof Uint8Array) return `[B@${IDENTITY}`
  const items = collectionItems(value)
  if (items) return `[${items.map(javaText).join(', ')}]`
  if (value instanceof JavaMap || value instanceof Map || isRawMap(value))
    return `{${mapEntries(value).map(objectText).join(', ')}}`
  return String(arrayItems(value))
}

/** Where Java prints an object's address. */
const IDENTITY = '1b28cdfa'

function loopText({ last, length, index, revindex, first }: LoopVariables): string {
  return `{last=${last}, length=${length.value}, index=${index}, revindex=${revindex.value}, first=${first}}`
}

/** What `{{ value }}` writes for anything that is not written as JSON: BigDecimals never in E notation. */
export function printedText(value: Value): string {
  return value instanceof JavaDecimal ? bigDecimalToPlainString(value) : javaText(value)
}
