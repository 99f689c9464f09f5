import { BOTH, type Filter } from '../language'
import { bigIntegerOf, createNumber, decimalOf, decodeInteger, decodeLong, doubleOf, floatOf } from '../numberText'
import { stringArg } from '../take'
import {
  bigInteger,
  className,
  double,
  doubleValue,
  JavaDecimal,
  JavaFloat,
  long,
  longValue,
  numberKind,
  type Value,
} from '../value'

/** Filters for numbers. */
export const numberFilters: readonly Filter[] = [
  {
    name: 'abs',
    title: 'The number without its sign.',
    arguments: 'any',
    examples: [{ template: '{{ (-5) | abs }}', result: '5' }],
    dialects: BOTH,
    apply: (input, _args, call) => {
      if (input === null) throw call.fail('Can not pass null value to "abs" filter.')
      const result = absolute(input)
      if (result === undefined) throw call.fail("The 'abs' filter does require as input a number.")
      return result
    },
  },
  {
    name: 'number',
    title: 'Reads a text as a number.',
    arguments: [
      {
        name: 'type',
        title: '`INT`, `LONG`, `FLOAT`, `DOUBLE`, `BIGDECIMAL` or `BIGINTEGER`; otherwise the smallest that fits.',
        default: "''",
      },
    ],
    examples: [
      { template: "{{ ('42' | number) + 1 }}", result: '43' },
      { template: "{{ '3.0' | number('DOUBLE') }}", result: '3.0' },
    ],
    dialects: BOTH,
    apply: (input, args, call) => {
      if (input === null) return null
      if (typeof input !== 'string')
        throw call.fail(`'number' filter can only be applied to String. Actual type was: ${className(input)}`)
      return READERS.get(stringArg(args, 'type') ?? '')?.(input) ?? createNumber(input)
    },
  },
]

const READERS: ReadonlyMap<string, (text: string) => Value> = new Map<string, (text: string) => Value>([
  ['INT', decodeInteger],
  ['LONG', decodeLong],
  ['FLOAT', floatOf],
  ['DOUBLE', doubleOf],
  ['BIGDECIMAL', decimalOf],
  ['BIGINTEGER', bigIntegerOf],
])

function absolute(value: Value): Value | undefined {
  switch (numberKind(value)) {
    case 'Integer':
      return Number(BigInt.asIntN(32, size(longValue(value))))
    case 'Long':
      return long(size(longValue(value)))
    case 'Float':
      return new JavaFloat(Math.abs(doubleValue(value)))
    case 'BigInteger':
      return typeof value === 'bigint' ? bigInteger(size(value)) : bigInteger(size(longValue(value)))
    case 'BigDecimal':
      return value instanceof JavaDecimal ? new JavaDecimal(size(value.unscaled), value.scale) : undefined
    case 'Double':
    case 'Lazy':
      return double(Math.abs(doubleValue(value)))
    default:
      return undefined
  }
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value
}
