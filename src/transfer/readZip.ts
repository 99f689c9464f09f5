import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate'
import { isRecording, type LinkRecording } from '../links'
import { BundleUnreadable, ENTRY, type RunBundle } from './bundle'
import { readExecutionEntry, readLine } from './readExecution'
import { readLogFields } from './readLog'

/** Bytes that the entries of a .zip may unpack to in all. */
export const MAX_UNPACKED = 1_000_000_000

/** Entries in a .zip. */
const MAX_ENTRIES = 10_000

/** Bytes that may be unpacked before their ratio to the packed ones is looked at; then at most this ratio. */
const FREE = 16_000_000
const MAX_RATIO = 200

/**
 * Opens a .zip that `writeRunZip` made. What is in it is a stranger's: sizes are counted while it unpacks, names never
 * become addresses, and everything is read into the shapes it must have.
 * @throws BundleUnreadable; nothing is kept then
 */
export async function readRunZip(zip: Blob): Promise<RunBundle> {
  const entries = await unpack(zip)
  const source = await textOf(entries, ENTRY.flow)
  const { execution, files } = readExecutionEntry(await textOf(entries, ENTRY.execution), source)
  const logs = (await textOf(entries, ENTRY.logs, '')).split('\n').filter(line => line !== '')
  return {
    execution,
    logs: logs.map((line, index) => readLogFields(readLine(line), index, execution.id)),
    files: Object.entries(files).map(([name, uri]) => {
      const content = entries.get(name)
      if (!content) throw new BundleUnreadable('damaged', `${name} is missing`)
      return { uri, content }
    }),
    workspaceFiles: [...entries]
      .filter(([name]) => name.startsWith(ENTRY.workspaceFiles))
      .map(([name, content]) => ({ path: name.slice(ENTRY.workspaceFiles.length), content })),
    recordings: readRecordings(await textOf(entries, ENTRY.recordings, '[]')),
    stubs: readStubs(await textOf(entries, ENTRY.stubs, '{}')),
  }
}

async function textOf(entries: ReadonlyMap<string, Blob>, name: string, otherwise?: string): Promise<string> {
  const entry = entries.get(name)
  if (entry) return entry.text()
  if (otherwise !== undefined) return otherwise
  throw new BundleUnreadable('not-a-run', `${name} is missing`)
}

type Entries = Map<string, Blob>

async function unpack(zip: Blob): Promise<Entries> {
  const start = new Uint8Array(await zip.slice(0, 4).arrayBuffer())
  if (start[0] !== 0x50 || start[1] !== 0x4b) throw new BundleUnreadable('not-a-zip')
  const entries: Entries = new Map()
  const counted: Counted = { packed: 0, unpacked: 0, open: 0, problem: undefined }
  const unzip = new Unzip(file => {
    if (entries.size >= MAX_ENTRIES)
      counted.problem ??= new BundleUnreadable('too-large', `more than ${MAX_ENTRIES} files`)
    const parts: Uint8Array<ArrayBuffer>[] = []
    counted.open++
    file.ondata = (error, chunk, final) => {
      if (error) counted.problem ??= new BundleUnreadable('damaged', file.name)
      if (counted.problem) return
      counted.unpacked += chunk.length
      if (isBomb(counted)) counted.problem = new BundleUnreadable('too-large')
      parts.push(chunk.slice())
      if (!final) return
      counted.open--
      entries.set(file.name, new Blob(parts))
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  unzip.register(UnzipPassThrough)
  await pushAll(zip, unzip, counted)
  if (counted.open > 0) throw new BundleUnreadable('damaged')
  return entries
}

/** What an unpacking has come to; the first problem ends it (thrown inside, fflate would take it for its own). */
type Counted = { packed: number; unpacked: number; open: number; problem: BundleUnreadable | undefined }

/** Bytes that are read at once. */
const READ = 262_144

/** Small, because deflate can swell a thousandfold: what one step may unpack to is in memory at once. */
const STEP = 512

async function pushAll(zip: Blob, unzip: Unzip, counted: Counted): Promise<void> {
  try {
    for (let at = 0; at < zip.size && !counted.problem; at += READ) {
      const read = new Uint8Array(await zip.slice(at, at + READ).arrayBuffer())
      for (let from = 0; from < read.length && !counted.problem; from += STEP) {
        const step = read.subarray(from, from + STEP)
        counted.packed += step.length
        unzip.push(step, at + from + step.length >= zip.size)
      }
    }
  } catch (error) {
    counted.problem ??= new BundleUnreadable('damaged', error instanceof Error ? error.message : undefined)
  }
  if (counted.problem) throw counted.problem
}

const isBomb = ({ packed, unpacked }: Counted): boolean =>
  unpacked > MAX_UNPACKED || (unpacked > FREE && unpacked > packed * MAX_RATIO)

function readRecordings(json: string): readonly LinkRecording[] {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) ? value.filter(isRecording) : []
  } catch {
    return []
  }
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readStubs(json: string): RunBundle['stubs'] {
  try {
    const value: unknown = JSON.parse(json)
    return isMap(value)
      ? Object.fromEntries(Object.entries(value).flatMap(([id, stub]) => (isMap(stub) ? [[id, stub]] : [])))
      : {}
  } catch {
    return {}
  }
}
