export {
  addDecimals,
  type BigDecimal,
  bigDecimalOfDouble,
  bigDecimalToNumber,
  bigDecimalToPlainString,
  bigDecimalToString,
  compareDecimals,
  divideDecimal128,
  divideDecimals,
  exactBigDecimal,
  multiplyDecimals,
  parseBigDecimal,
  type RoundingMode,
  remainderDecimals,
  subtractDecimals,
  withScale,
} from './bigDecimal'
export { dateFormatNames } from './dateFormats'
export {
  addToDate,
  type CalendarFields,
  calendarFields,
  type DateInput,
  type DateOptions,
  dateUnits,
  type EpochUnit,
  epochOf,
  formatDate,
  readDateTime,
  readLocalDate,
} from './dates'
export { type DigestAlgorithm, digestHex } from './digest'
export { doubleToString, floatToString } from './doubles'
export {
  canonicalPeriod,
  durationToDecimalSeconds,
  durationToMillis,
  durationToString,
  parseDuration,
} from './durations'
export {
  base64Decode,
  base64Encode,
  urlDecode,
  urlEncode,
  utf8Bytes,
  utf8Text,
} from './encoding'
export {
  booleanHash,
  capacityFor,
  doubleHash,
  hashMapOrder,
  hashOrderedKeys,
  longHash,
  stringHash,
} from './hashes'
export { JavaError } from './javaError'
export {
  instantOfNanos,
  type Temporal,
  type TemporalKind,
  temporalClassName,
  temporalToJson,
  temporalToString,
} from './temporals'
export { isJavaWhitespace, javaTrim, slugify } from './text'
export { Unsupported } from './unsupported'
export { loadZones, ZonesNeeded, zonesLoaded } from './zones'
