import { type DigestAlgorithm, digestHex } from '../java/digest'
import { base64Decode, base64Encode, urlDecode, urlEncode, utf8Bytes, utf8Text } from '../java/encoding'
import { BOTH, type Filter } from '../language'
import { asString } from '../take'
import { javaText } from '../text'

/** Filters that encode, decode and hash. */
export const encodingFilters: readonly Filter[] = [
  {
    name: 'base64encode',
    title: 'Base64 of the text’s UTF-8 bytes.',
    arguments: 'any',
    examples: [{ template: "{{ 'hello' | base64encode }}", result: 'aGVsbG8=' }],
    dialects: BOTH,
    apply: input => (input === null ? null : base64Encode(utf8Bytes(javaText(input)))),
  },
  {
    name: 'base64decode',
    title: 'The text whose UTF-8 bytes are written in Base64.',
    arguments: 'any',
    examples: [{ template: "{{ 'aGVsbG8=' | base64decode }}", result: 'hello' }],
    dialects: BOTH,
    apply: (input, _args, call) => {
      if (input === null) return null
      if (typeof input !== 'string') throw call.fail('This filter applies to String\n')
      try {
        return utf8Text(base64Decode(input))
      } catch {
        // Whatever the decoder says, Pebble says this.
        throw call.fail('Please provide a correctly Base64 encoded string containing an UTF-8 string\n')
      }
    },
  },
  { ...digest('md5', '900150983cd24fb0d6963f7d28e17f72'), apply: hashedBy('md5') },
  { ...digest('sha1', 'a9993e364706816aba3e25717850c26c9cd0d89d'), apply: hashedBy('sha1') },
  {
    ...digest('sha256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
    apply: hashedBy('sha256'),
  },
  {
    ...digest(
      'sha512',
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    ),
    apply: hashedBy('sha512'),
  },
  {
    name: 'urlencode',
    title: 'Encodes a text for the query of an address; a space becomes `+`.',
    arguments: 'any',
    examples: [{ template: "{{ 'a b&c' | urlencode }}", result: 'a+b%26c' }],
    dialects: BOTH,
    apply: input => (input === null ? null : urlEncode(asString(input))),
  },
  {
    name: 'urldecode',
    title: 'Decodes what `urlencode` has made.',
    arguments: 'any',
    examples: [{ template: "{{ 'a+b%26c' | urldecode }}", result: 'a b&c' }],
    dialects: BOTH,
    apply: input => (input === null ? null : urlDecode(asString(input))),
  },
]

/** What is said of a filter that hashes, with the hash of `abc`. */
function digest(algorithm: DigestAlgorithm, result: string): Omit<Filter, 'apply'> {
  return {
    name: algorithm,
    title: `The ${algorithm.toUpperCase().replace(/^SHA(\d)/, 'SHA-$1')} hash of a text, in hexadecimal digits.`,
    arguments: 'any',
    examples: [{ template: `{{ 'abc' | ${algorithm} }}`, result }],
    dialects: BOTH,
  }
}

function hashedBy(algorithm: DigestAlgorithm): Filter['apply'] {
  return (input, _args, call) => {
    if (input === null) return null
    if (typeof input !== 'string') throw call.fail('Need a string to hash\n')
    return digestHex(algorithm, input)
  }
}
