import { Decimal, IonTypes, makeBinaryWriter, Timestamp } from 'ion-js'
import { ANNOTATED, decimalParts } from './ionText'
import { entriesOf, isTagged, itemsOf, type TaggedValue } from './value'

type Writer = ReturnType<typeof makeBinaryWriter>

/**
 * A value as binary Ion with a version marker and symbols of its own, as Kestra 2.0 writes each row of a stored file.
 */
export function ionBinary(value: unknown): Uint8Array<ArrayBuffer> {
  const writer = makeBinaryWriter()
  write(writer, value)
  writer.close()
  return new Uint8Array(writer.getBytes())
}

function write(writer: Writer, value: unknown): void {
  if (value === null || value === undefined) writer.writeNull(IonTypes.NULL)
  else if (typeof value === 'string') writer.writeString(value)
  else if (typeof value === 'boolean') writer.writeBoolean(value)
  else if (typeof value === 'bigint') writer.writeInt(value)
  else if (typeof value === 'number') writeNumber(writer, value)
  else if (value instanceof Uint8Array) writer.writeBlob(value)
  else writeContainer(writer, value)
}

function writeNumber(writer: Writer, value: number): void {
  if (Number.isInteger(value)) writer.writeInt(BigInt(value))
  else writer.writeFloat64(value)
}

function writeContainer(writer: Writer, value: unknown): void {
  const items = itemsOf(value)
  const entries = entriesOf(value)
  if (items) {
    writer.stepIn(IonTypes.LIST)
    for (const item of items) write(writer, item)
    writer.stepOut()
  } else if (entries) {
    writer.stepIn(IonTypes.STRUCT)
    for (const [key, item] of entries) {
      writer.writeFieldName(key)
      write(writer, item)
    }
    writer.stepOut()
  } else if (isTagged(value)) writeTagged(writer, value)
  else writer.writeString(String(value))
}

function writeTagged(writer: Writer, { $java, value }: TaggedValue): void {
  const text = String(value)
  switch ($java) {
    case 'Integer':
    case 'Long':
    case 'BigInteger':
      writer.writeInt(BigInt(text))
      return
    case 'Float':
    case 'Double':
      writer.writeFloat64(Number(text))
      return
    case 'BigDecimal': {
      const { coefficient, exponent } = decimalParts(text)
      writer.writeDecimal(new Decimal(coefficient, exponent))
      return
    }
    case 'LocalDate':
    case 'Instant':
    case 'Date':
      writer.writeTimestamp(Timestamp.parse(text))
      return
    default:
      if (ANNOTATED.has($java)) writer.setAnnotations([$java])
      writer.writeString(text)
  }
}
