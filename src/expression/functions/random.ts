import { type Args, BOTH, type Call, type PebbleFunction } from '../language'
import { intValue, longValue, numberKind, type Value } from '../value'

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const NANO_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'

/** Functions that answer something else each time. */
export const randomFunctions: readonly PebbleFunction[] = [
  {
    name: 'uuid',
    title: 'A new UUID, of version 7.',
    arguments: [],
    examples: [{ template: '{{ uuid() | length }}', result: '36' }],
    dialects: BOTH,
    apply: (_args, call) => uuid(call),
  },
  {
    name: 'id',
    title: 'A new id as executions have them.',
    arguments: [],
    examples: [{ template: '{{ id() | length }}', result: '22' }],
    dialects: BOTH,
    apply: (_args, call) => {
      const { host } = call.session
      return call.session.draw(() => host.newId?.() ?? letters(host.random, BASE62, 22))
    },
  },
  {
    name: 'ksuid',
    title: 'A new id that sorts by the time it was made.',
    arguments: [],
    examples: [{ template: '{{ ksuid() | length }}', result: '27' }],
    dialects: BOTH,
    apply: (_args, call) => ksuid(call),
  },
  {
    name: 'nanoId',
    title: 'A new short id.',
    arguments: [
      { name: 'length', title: 'How long it is, up to 1000.', default: '21' },
      { name: 'alphabet', title: 'The characters it is made of.', default: 'letters, digits, `-` and `_`' },
    ],
    examples: [{ template: "{{ nanoId(length=4, alphabet='a') }}", result: 'aaaa' }],
    dialects: BOTH,
    apply: nanoId,
  },
  {
    name: 'randomInt',
    title: 'A whole number from `lower` to below `upper`.',
    arguments: [
      { name: 'lower', title: 'The least.' },
      { name: 'upper', title: 'The first that is too large.' },
    ],
    examples: [{ template: '{{ randomInt(5, 6) }}', result: '5' }],
    dialects: BOTH,
    apply: randomInt,
  },
  {
    name: 'randomPort',
    title: 'The number of a port; a browser can open none.',
    arguments: [],
    examples: [{ template: '{{ randomPort() > 1023 }}', result: 'true' }],
    dialects: BOTH,
    apply: (_args, call) => call.session.draw(() => 32768 + Math.floor(call.session.host.random() * 28232)),
  },
]

function letters(random: () => number, alphabet: string, length: number): string {
  let text = ''
  for (let at = 0; at < length; at++) text += alphabet.charAt(Math.floor(random() * alphabet.length))
  return text
}

function randomBits(random: () => number, bits: number): bigint {
  let value = 0n
  for (let got = 0; got < bits; got += 16) value = (value << 16n) | BigInt(Math.floor(random() * 65536))
  return BigInt.asUintN(bits, value)
}

function uuid(call: Call): string {
  const { host } = call.session
  return call.session.draw(() => {
    const millis = BigInt.asUintN(48, host.now() / 1_000_000n)
    const version = (7n << 12n) | randomBits(host.random, 12)
    const variant = (2n << 62n) | randomBits(host.random, 62)
    const hex = ((millis << 80n) | (version << 64n) | variant).toString(16).padStart(32, '0')
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  })
}

/** Seconds since May 2014 and 128 random bits, in base 62. */
const KSUID_EPOCH = 1_400_000_000n

function ksuid(call: Call): string {
  const { host } = call.session
  return call.session.draw(() => {
    const seconds = BigInt.asUintN(32, host.now() / 1_000_000_000n - KSUID_EPOCH)
    let value = (seconds << 128n) | randomBits(host.random, 128)
    let text = ''
    for (let at = 0; at < 27; at++) {
      text = BASE62.charAt(Number(value % 62n)) + text
      value /= 62n
    }
    return text
  })
}

const MOST_NANO = 1000n

function nanoId(args: Args, call: Call): Value {
  const wanted = args.get('length') ?? null
  const length = numberKind(wanted) === 'Long' ? longValue(wanted) : 21n
  if (length > MOST_NANO) throw call.fail(`The 'nanoId()' function field 'length' must be lower than: ${MOST_NANO}`)
  if (length < 0n) throw call.fail(String(length))
  const given = args.get('alphabet')
  const alphabet = typeof given === 'string' && given !== '' ? given : NANO_ALPHABET
  const { random } = call.session.host
  // Kestra takes random bytes `&` the last index, so not every character need be used.
  const mask = alphabet.length - 1
  return call.session.draw(() => {
    let text = ''
    for (let at = 0; at < length; at++) text += alphabet.charAt(Math.floor(random() * 256) & mask)
    return text
  })
}

function randomInt(args: Args, call: Call): Value {
  const lower = bound('lower', args, call)
  const upper = bound('upper', args, call)
  if (upper < lower) throw call.fail("In 'randomIn()' upper is less than lower")
  const { random } = call.session.host
  return call.session.draw(() => intValue(BigInt(Math.floor(random() * Number(upper - lower))) + lower))
}

function bound(name: string, args: Args, call: Call): bigint {
  if (!args.has(name)) throw call.fail(`The 'randomIn()' function expects an argument ${name}`)
  const value = args.get(name) ?? null
  if (numberKind(value) !== 'Long')
    throw call.fail(`The 'randomIn()' function expects an argument ${name} of type Long.`)
  return longValue(value)
}
