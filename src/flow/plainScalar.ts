const BOOLEAN = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/
const TRUE = /^(?:yes|true|on)$/i
const NULL = /^(?:~|null|Null|NULL)?$/
const BINARY = /^[-+]?0b[01_]+$/
const OCTAL = /^[-+]?0[0-7_]+$/
const HEX = /^[-+]?0x[0-9a-fA-F_]+$/
const DECIMAL = /^[-+]?(?:0|[1-9][0-9_]*)$/
const SIXTIES = /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/
const FLOAT =
  /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?)$/
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

/** Characters that a text must start with to be anything but text. */
const SPECIAL = /^[-+.0-9~yYnNtTfFoO]|^$/

/**
 * A plain scalar as SnakeYAML 1.1 reads it, but for dates: they stay the text that was written, which is what every
 * property that takes a date asks for. `y` and `n` are text.
 * Source: SnakeYAML `org.yaml.snakeyaml.resolver.Resolver` and `SafeConstructor`.
 */
export function readPlain(text: string): unknown {
  if (!SPECIAL.test(text)) return text
  if (NULL.test(text)) return null
  if (BOOLEAN.test(text)) return TRUE.test(text)
  if (BINARY.test(text)) return integer(text, 2, '0b')
  if (OCTAL.test(text)) return integer(text, 8, '0')
  if (HEX.test(text)) return integer(text, 16, '0x')
  if (DECIMAL.test(text)) return integer(text, 10, '')
  if (SIXTIES.test(text)) return sixties(text)
  if (FLOAT.test(text)) return double(text)
  if (NOT_FINITE.test(text)) return notFinite(text)
  return text
}

function integer(text: string, radix: 2 | 8 | 10 | 16, prefix: string): number | bigint {
  const clean = text.replaceAll('_', '')
  const negative = clean.startsWith('-')
  const digits = clean.replace(/^[-+]/, '').slice(prefix.length)
  if (digits === '') return 0
  const small = Number.parseInt(digits, radix)
  if (Number.isSafeInteger(small)) return negative && small !== 0 ? -small : small
  const big = BigInt(radix === 10 ? digits : `${radix === 2 ? '0b' : radix === 8 ? '0o' : '0x'}${digits}`)
  return negative ? -big : big
}

/** `1:30` is ninety. */
function sixties(text: string): number {
  const clean = text.replaceAll('_', '').replace(/^[-+]/, '')
  const total = clean.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return text.startsWith('-') ? -total : total
}

/** An integral double says so, since JavaScript would take it for an integer. */
function double(text: string): unknown {
  const number = Number(text.replaceAll('_', ''))
  return Number.isInteger(number) ? { $java: 'Double', value: text.replaceAll('_', '') } : number
}

function notFinite(text: string): unknown {
  if (/nan/i.test(text)) return { $java: 'Double', value: 'NaN' }
  return { $java: 'Double', value: text.startsWith('-') ? '-Infinity' : 'Infinity' }
}
