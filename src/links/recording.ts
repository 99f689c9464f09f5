import type { LinkRecording } from './content'

/** A response with its body as bytes. */
export type RecordedResponse = Omit<LinkRecording, 'body' | 'encoding'> & { readonly body: Blob }

/** Writes a response as it travels: texts as they are, other bytes in base64. */
export async function packRecording({ method, url, status, headers, body }: RecordedResponse): Promise<LinkRecording> {
  return { method, url, status, headers, ...packBytes(new Uint8Array(await body.arrayBuffer())) }
}

/** Reads a response that travelled. Bytes that are no base64 become an empty body. */
export const unpackRecording = ({ encoding, body, ...rest }: LinkRecording): RecordedResponse => ({
  ...rest,
  body: new Blob([unpackBytes({ body, encoding })]),
})

/** Bytes as JSON can carry them. */
export type PackedBytes = { readonly body: string; readonly encoding?: 'base64' | undefined }

export function packBytes(bytes: Uint8Array): PackedBytes {
  try {
    return { body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    let binary = ''
    for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return { body: btoa(binary), encoding: 'base64' }
  }
}

export function unpackBytes({ body, encoding }: PackedBytes): Uint8Array<ArrayBuffer> {
  if (encoding !== 'base64') return new TextEncoder().encode(body)
  try {
    return Uint8Array.from(atob(body), character => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
