import type { ScalarTag } from 'yaml'

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

/**
 * Plain scalars as SnakeYAML 1.1 reads them, but for dates: they stay the text that was written, which is what every
 * property that takes a date asks for. `y` and `n` are text.
 * Source: SnakeYAML `org.yaml.snakeyaml.resolver.Resolver` and `SafeConstructor`.
 */
export const YAML_1_1: readonly ScalarTag[] = [
  plain('tag:yaml.org,2002:null', NULL, () => null),
  plain('tag:yaml.org,2002:bool', BOOLEAN, text => TRUE.test(text)),
  plain('tag:yaml.org,2002:int', BINARY, text => integer(text, 2, '0b')),
  plain('tag:yaml.org,2002:int', OCTAL, text => integer(text, 8, '0')),
  plain('tag:yaml.org,2002:int', HEX, text => integer(text, 16, '0x')),
  plain('tag:yaml.org,2002:int', DECIMAL, text => integer(text, 10, '')),
  plain('tag:yaml.org,2002:int', SIXTIES, sixties),
  plain('tag:yaml.org,2002:float', FLOAT, double),
  plain('tag:yaml.org,2002:float', NOT_FINITE, notFinite),
]

function plain(tag: string, test: RegExp, read: (text: string) => unknown): ScalarTag {
  return { tag, default: true, test, identify: () => false, resolve: read }
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
