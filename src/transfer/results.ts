import { type PackedBytes, packBytes, unpackBytes } from '../links'
import type { LogEntry } from '../model'
import type { ExecutionEntry, RunBundle } from './bundle'
import { readEntryValue } from './readExecution'
import { readLogFields } from './readLog'

/** A run as a link carries it: what a reader sees of it before anything runs here. */
export type LinkResults = Omit<ExecutionEntry, 'files'> & {
  readonly logs: readonly Omit<LogEntry, 'index' | 'executionId'>[]
  /** Stored files by their addresses, as far as they are small. */
  readonly contents: Readonly<Record<string, PackedBytes>>
}

/** Bytes of one file, and of all, that a link takes along. */
const MAX_FILE = 100_000
const MAX_FILES = 400_000

/** The last lines of a log that a link takes along, and the characters of each. */
const LINES = 100
const LINE = 500

/** Writes a run for a link: its outputs and small files whole, of its log the end. */
export async function writeResults({
  execution,
  logs,
  files,
}: Pick<RunBundle, 'execution' | 'logs' | 'files'>): Promise<LinkResults> {
  const { source: _source, ...rest } = execution
  const contents: Record<string, PackedBytes> = {}
  let size = 0
  for (const { uri, content } of files) {
    if (content.size > MAX_FILE || size + content.size > MAX_FILES) continue
    size += content.size
    contents[uri] = packBytes(new Uint8Array(await content.arrayBuffer()))
  }
  return {
    format: 'flowyard-run',
    formatVersion: 1,
    execution: rest,
    logs: logs.slice(-LINES).map(({ index: _index, executionId: _id, message, ...line }) => ({
      ...line,
      message: message.length > LINE ? `${message.slice(0, LINE)} …` : message,
    })),
    contents,
  }
}

/**
 * Reads the run that a stranger's link carries, each part of the right shape.
 * @throws BundleUnreadable
 */
export function readResults(value: unknown, source: string): Pick<RunBundle, 'execution' | 'logs' | 'files'> {
  const { execution } = readEntryValue(value, source)
  const { logs, contents } = value as Readonly<Record<string, unknown>>
  const lines = Array.isArray(logs) ? logs : []
  const packed = typeof contents === 'object' && contents !== null ? Object.entries(contents) : []
  return {
    execution,
    logs: lines.map((line: unknown, index) => readLogFields(line, index, execution.id)),
    files: packed.flatMap(([uri, bytes]) =>
      isPacked(bytes) ? [{ uri, content: new Blob([unpackBytes(bytes)]) }] : [],
    ),
  }
}

const isPacked = (value: unknown): value is PackedBytes =>
  typeof value === 'object' && value !== null && 'body' in value && typeof value.body === 'string'
