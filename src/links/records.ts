import type { LinkContent, LinkFile } from './content'

/**
 * The inside of a link before packing: records of a kind byte, a length as a base-128 number (7 bits a byte, low
 * ones first, high bit set on all but the last) and that many bytes. Flows come first, so that a link that was cut
 * still gives its flow. Unknown kinds are passed over, so that later versions may add some.
 */
const KIND = { flow: 1, file: 2, settings: 3 } as const

type Settings = Omit<LinkContent, 'flows' | 'files'>

/** Writes the records of a content. */
export function writeRecords(content: LinkContent): Uint8Array {
  const { flows, files = [], ...settings } = content
  const encoder = new TextEncoder()
  const records = flows.map(source => record(KIND.flow, encoder.encode(source)))
  if (Object.keys(settings).length > 0) records.push(record(KIND.settings, encoder.encode(JSON.stringify(settings))))
  for (const { path, content: bytes } of files)
    records.push(record(KIND.file, join([encoder.encode(`${path}\0`), bytes])))
  return join(records)
}

/** What was read; `complete` is false when the bytes ended inside a record. */
export type ReadRecords = { readonly content: LinkContent; readonly complete: boolean }

/** Reads records as far as the bytes go; a flow that was cut is given as far as it is there. */
export function readRecords(bytes: Uint8Array): ReadRecords {
  const flows: string[] = []
  const files: LinkFile[] = []
  let settings: Settings = {}
  let at = 0
  let complete = true
  while (at < bytes.length) {
    const header = readHeader(bytes, at)
    if (!header) return { content: assemble(flows, files, settings), complete: false }
    const end = header.start + header.length
    complete = end <= bytes.length
    const body = bytes.subarray(header.start, Math.min(end, bytes.length))
    if (header.kind === KIND.flow) flows.push(decodeText(body))
    else if (header.kind === KIND.file && complete) files.push(readFile(body))
    else if (header.kind === KIND.settings && complete) settings = readSettings(body)
    at = end
  }
  return { content: assemble(flows, files, settings), complete }
}

const assemble = (flows: readonly string[], files: readonly LinkFile[], settings: Settings): LinkContent => ({
  flows,
  ...(files.length > 0 ? { files } : {}),
  ...settings,
})

function readHeader(bytes: Uint8Array, at: number): { kind: number; start: number; length: number } | undefined {
  const kind = bytes[at]
  let length = 0
  let factor = 1
  for (let next = at + 1; next < bytes.length && next < at + 6; next++) {
    const byte = bytes[next] ?? 0
    length += (byte & 127) * factor
    factor *= 128
    if (byte < 128) return kind === undefined ? undefined : { kind, start: next + 1, length }
  }
  return undefined
}

function record(kind: number, body: Uint8Array): Uint8Array {
  const header = [kind]
  let rest = body.length
  while (rest >= 128) {
    header.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return join([Uint8Array.from([...header, rest]), body])
}

function readFile(body: Uint8Array): LinkFile {
  const end = body.indexOf(0)
  return { path: decodeText(body.subarray(0, end)), content: body.slice(end + 1) }
}

function readSettings(body: Uint8Array): Settings {
  try {
    const value: unknown = JSON.parse(decodeText(body))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? pickSettings(value) : {}
  } catch {
    return {}
  }
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Takes from a stranger's JSON only what a link may carry, each of the right shape; the rest is passed over. */
function pickSettings(value: object): Settings {
  const given = value as Readonly<Record<string, unknown>>
  const { version, inputs, view, stubs, recordings, results } = given
  return {
    ...(version === '1.3' || version === '2.0' || version === 'auto' ? { version } : {}),
    ...(isMap(inputs) ? { inputs } : {}),
    ...(isMap(view) ? { view: pickView(view) } : {}),
    ...(isMap(stubs) && Object.values(stubs).every(isMap) ? { stubs: stubs as NonNullable<Settings['stubs']> } : {}),
    ...(Array.isArray(recordings) ? { recordings: recordings.filter(isRecording) } : {}),
    ...(results === undefined ? {} : { results }),
  }
}

const pickView = ({ tab, select, line }: Readonly<Record<string, unknown>>): NonNullable<Settings['view']> => ({
  ...(typeof tab === 'string' ? { tab } : {}),
  ...(typeof select === 'string' ? { select } : {}),
  ...(typeof line === 'number' && Number.isInteger(line) && line > 0 ? { line } : {}),
})

/** Whether a stranger's value is a recording of the right shape. */
export const isRecording = (value: unknown): value is NonNullable<Settings['recordings']>[number] =>
  isMap(value) &&
  typeof value.method === 'string' &&
  typeof value.url === 'string' &&
  Number.isInteger(value.status) &&
  typeof value.body === 'string' &&
  (value.encoding === undefined || value.encoding === 'base64') &&
  Array.isArray(value.headers) &&
  value.headers.every(pair => Array.isArray(pair) && pair.length === 2 && pair.every(part => typeof part === 'string'))

const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** Puts byte arrays one after another. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
