import { type IonType, IonTypes, makeReader } from 'ion-js'
import { ANNOTATED } from './ionText'
import { doubleValue, integerValue, mapOf, tagged } from './value'

type Reader = ReturnType<typeof makeReader>

/** Reads the values of Ion bytes or text one after another, as plain values. @throws Error of the library */
export function* readIonValues(content: Uint8Array | string): Generator<unknown> {
  const reader = makeReader(content)
  for (let type = reader.next(); type !== null; type = reader.next()) yield readValue(reader, type)
}

function readValue(reader: Reader, type: IonType): unknown {
  if (reader.isNull()) return null
  switch (type) {
    case IonTypes.STRUCT:
      return mapOf([...children(reader, () => reader.fieldName() ?? '')])
    case IonTypes.LIST:
    case IonTypes.SEXP:
      return [...children(reader, () => '')].map(([, value]) => value)
    case IonTypes.INT:
      return integerValue(reader.bigIntValue() ?? 0n)
    case IonTypes.FLOAT:
      return doubleValue(reader.numberValue() ?? 0)
    case IonTypes.DECIMAL:
      return readDecimal(reader)
    case IonTypes.TIMESTAMP:
      return readTimestamp(String(reader.timestampValue()))
    case IonTypes.STRING:
      return readText(reader)
    case IonTypes.CLOB:
      return new TextDecoder().decode(reader.uInt8ArrayValue() ?? undefined)
    default:
      return reader.value()
  }
}

function* children(reader: Reader, name: () => string): Generator<readonly [string, unknown]> {
  reader.stepIn()
  for (let type = reader.next(); type !== null; type = reader.next()) {
    const key = name()
    yield [key, readValue(reader, type)]
  }
  reader.stepOut()
}

function readText(reader: Reader): unknown {
  const text = reader.stringValue() ?? ''
  const [annotation] = reader.annotations()
  return annotation !== undefined && ANNOTATED.has(annotation) ? tagged(annotation, text) : text
}

function readDecimal(reader: Reader): unknown {
  const decimal = reader.decimalValue()
  const exponent = decimal?.getExponent() ?? 0
  const coefficient = String(decimal?.getCoefficient() ?? 0n)
  const sign = decimal?.isNegative() && !coefficient.startsWith('-') && coefficient !== '0' ? '-' : ''
  return tagged('BigDecimal', sign + pointed(coefficient, exponent))
}

/** `110` and -2 are `1.10`; where zeros would have to be made up, an exponent stays: `1E+3`. */
function pointed(coefficient: string, exponent: number): string {
  if (exponent === 0) return coefficient
  const negative = coefficient.startsWith('-')
  const digits = negative ? coefficient.slice(1) : coefficient
  if (exponent > 0) return `${coefficient}E+${exponent}`
  if (digits.length + exponent < -6) return `${coefficient}E${exponent}`
  const padded = digits.padStart(1 - exponent, '0')
  return `${negative ? '-' : ''}${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}

/** A timestamp without a time of day is a date; every other one is an instant. */
function readTimestamp(text: string): unknown {
  const [date = '', time = ''] = text.split('T')
  if (time === '') return tagged('LocalDate', `${date}-01-01`.slice(0, 10))
  if (time.endsWith('Z')) return tagged('Instant', withSeconds(text))
  const moved = /^(.*?)(\.\d+)?([+-]\d\d:\d\d)$/.exec(text)
  if (!moved) return tagged('LocalDateTime', text)
  const [, whole = '', fraction = '', offset = ''] = moved
  const utc = new Date(`${whole}${offset}`.replace('-00:00', 'Z')).toISOString().slice(0, 19)
  return tagged('Instant', `${utc}${fraction}Z`)
}

const withSeconds = (text: string): string => text.replace(/T(\d\d:\d\d)Z$/, 'T$1:00Z')
