import { base64Decode, base64Encode, utf8Bytes, utf8Text } from '../java/encoding'
import { JavaError } from '../java/javaError'
import { type Args, BOTH, type Call, type PebbleFunction } from '../language'
import { stringArg } from '../take'
import { illegalArgument, JavaThrown, nullPointer } from '../thrown'

const IV_LENGTH = 12
const TAG_LENGTH = 16

/** AES-GCM with a Base64 key; the random start stands before the result. Source: Kestra `EncryptionService`. */
export const cryptoFunctions: readonly PebbleFunction[] = [
  {
    name: 'encrypt',
    title: 'Encrypts a text with a key.',
    arguments: [
      { name: 'key', title: 'An AES key of 16, 24 or 32 bytes in Base64.' },
      { name: 'plaintext', title: 'The text.' },
    ],
    examples: [{ template: "{{ encrypt('MDEyMzQ1Njc4OWFiY2RlZg==', 'abc') | length }}", result: '44' }],
    dialects: BOTH,
    apply: (args, call) => {
      const { key, text } = operands('encrypt', 'plaintext', args, call)
      const { gcm } = call.session.module('aes', () => import('@noble/ciphers/aes.js'))
      const { random } = call.session.host
      const iv = call.session.draw(() => Uint8Array.from({ length: IV_LENGTH }, () => Math.floor(random() * 256)))
      const encrypted = gcm(keyBytes(key, call), iv).encrypt(utf8Bytes(text))
      return base64Encode(Uint8Array.from([...iv, ...encrypted]))
    },
  },
  {
    name: 'decrypt',
    title: 'Decrypts what `encrypt` has made.',
    arguments: [
      { name: 'key', title: 'The key it was encrypted with.' },
      { name: 'encrypted', title: 'The encrypted text.' },
    ],
    examples: [
      {
        template: "{{ decrypt('MDEyMzQ1Njc4OWFiY2RlZg==', encrypt('MDEyMzQ1Njc4OWFiY2RlZg==', 'abc')) }}",
        result: 'abc',
      },
    ],
    dialects: BOTH,
    apply: (args, call) => {
      const { key, text } = operands('decrypt', 'encrypted', args, call)
      const { gcm } = call.session.module('aes', () => import('@noble/ciphers/aes.js'))
      const secret = decoded(key)
      const input = decoded(text)
      if (input.length < IV_LENGTH) throw illegalArgument(`${IV_LENGTH} > ${input.length}`)
      checkKey(secret, call)
      if (input.length < IV_LENGTH + TAG_LENGTH)
        throw call.fail(`Input data too short to contain an expected tag length of ${TAG_LENGTH}bytes`)
      try {
        return utf8Text(gcm(secret, input.slice(0, IV_LENGTH)).decrypt(input.slice(IV_LENGTH)))
      } catch {
        // All that is left to go wrong is the tag.
        throw call.fail('Tag mismatch')
      }
    },
  },
]

function operands(
  name: string,
  second: 'plaintext' | 'encrypted',
  args: Args,
  call: Call,
): { readonly key: string; readonly text: string } {
  if (!args.has('key') || !args.has(second))
    throw call.fail(`The '${name}' function expects two arguments 'key' and '${second}'.`)
  const key = stringArg(args, 'key')
  const text = stringArg(args, second)
  if (key === null) throw nullPointer('Cannot invoke "String.getBytes(java.nio.charset.Charset)" because "src" is null')
  if (text === null)
    throw nullPointer(
      second === 'plaintext'
        ? 'Cannot invoke "String.getBytes()" because "plainText" is null'
        : 'Cannot invoke "String.getBytes(java.nio.charset.Charset)" because "src" is null',
    )
  return { key, text }
}

function keyBytes(key: string, call: Call): Uint8Array {
  const bytes = decoded(key)
  checkKey(bytes, call)
  return bytes
}

function checkKey(bytes: Uint8Array, call: Call): void {
  if (bytes.length === 0) throw illegalArgument('Empty key')
  if (![16, 24, 32].includes(bytes.length)) throw call.fail(`Invalid AES key length: ${bytes.length} bytes`)
}

function decoded(text: string): Uint8Array {
  try {
    return base64Decode(text)
  } catch (error) {
    if (error instanceof JavaError) throw new JavaThrown(error.javaClass, error.message)
    throw error
  }
}
