import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { utf8Bytes } from './encoding'

/** The digests that Kestra's hash filters offer. */
export type DigestAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha512'

const digests = { md5, sha1, sha256, sha512 } as const

/** Lower-case hex digest of the text's UTF-8 bytes (commons-codec `DigestUtils`). */
export function digestHex(algorithm: DigestAlgorithm, text: string): string {
  return bytesToHex(digests[algorithm](utf8Bytes(text)))
}
