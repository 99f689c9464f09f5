/**
 * What the trusted zone and the runner frame say to each other. Every message carries the nonce of its frame; what
 * comes out of the frame is a stranger's word and is read with the functions below, never taken as it is.
 */

/** The workers that the frame can start, by the name of their script. */
export type WorkerKind = 'python' | 'duckdb'

/** Trusted zone → frame, over the frame's port. `id` is answered by exactly one `FrameAnswer`. */
export type FrameCommand = { readonly nonce: string; readonly id: number } & (
  | { readonly type: 'put'; readonly name: string; readonly bytes: ArrayBuffer | Blob }
  | { readonly type: 'compile'; readonly name: string; readonly bytes: ArrayBuffer }
  | {
      readonly type: 'spawn'
      readonly worker: WorkerKind
      readonly workerId: string
      /** Names of held scripts to hand over as blob addresses, of held bytes and of compiled modules. */
      readonly scripts: readonly string[]
      readonly bytes: readonly string[]
      readonly modules: readonly string[]
      readonly port: MessagePort
    }
  /** Hands held bytes and compiled modules to a worker that runs already. */
  | {
      readonly type: 'give'
      readonly workerId: string
      readonly bytes: readonly string[]
      readonly modules: readonly string[]
    }
  | { readonly type: 'kill'; readonly workerId: string }
  /** Asks whether all workers are there: those that are not are told as lost before this is answered. */
  | { readonly type: 'look' }
)

/** Frame → trusted zone. `worker-lost`: a worker ended by itself, with the browser's message. */
export type FrameAnswer = { readonly nonce: string } & (
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'refused'; readonly id: number; readonly message: string }
  | { readonly type: 'worker-lost'; readonly workerId: string; readonly message: string }
)

/**
 * Trusted zone → page, on the lifeline of a frame. `there?` is answered by `here`. `silent`: the page answers, the frame
 * does not, so its process has ended.
 */
export type LifelineWord = 'there?' | 'silent'

/** Page → trusted zone, on the lifeline. `gone`: the frame was removed. */
export type LifelineAnswer = 'here' | 'gone'

/** Frame → its worker, once: everything the worker starts from. */
export type WorkerStart = {
  readonly nonce: string
  readonly port: MessagePort
  readonly scripts: Readonly<Record<string, string>>
  readonly bytes: Readonly<Record<string, ArrayBuffer | Blob>>
  readonly modules: Readonly<Record<string, WebAssembly.Module>>
  /** In the trusted zone only: what the worker makes, instead of running anything. */
  readonly makes?: 'snapshot' | 'packs'
}

/** Worker → its frame, first of all: see `pulse.ts`. */
export type WorkerPulse = { readonly nonce: string; readonly pulse: string }

/** Frame → its worker, later: what `give` names. */
export type WorkerGift = Pick<WorkerStart, 'nonce' | 'bytes' | 'modules'>

/** What a worker of the trusted zone answers: the memory of the interpreter, or the pack of each wheel it was sent. */
export type MakerAnswer = { readonly nonce: string } & (
  | { readonly type: 'snapshot'; readonly bytes: ArrayBuffer }
  | { readonly type: 'pack'; readonly pack: PackParts | undefined }
  | { readonly type: 'boot-failed'; readonly message: string }
)

/** A wheel made ready: its files with the modules compiled, and the libraries of WebAssembly taken out of it. */
export type PackParts = {
  readonly content: ArrayBuffer
  readonly libraries: readonly { readonly path: string; readonly bytes: ArrayBuffer }[]
}

/** The names under which the parts of a pack are held in the frame. */
export const packName = (pack: string): string => `pack/${pack}`
export const packLibraryName = (pack: string, path: string): string => `pack/${pack}/${path}`

/**
 * Trusted zone → Python worker. `prepare` comes first, once; scripts and shells one after another. `preload` may come
 * before, to have packages of the lock loaded and imported when the job comes.
 */
export type PythonCommand = { readonly nonce: string } & (
  | {
      readonly type: 'preload'
      readonly packages: readonly string[]
      readonly packs: readonly string[]
      readonly modules: readonly string[]
    }
  | {
      readonly type: 'prepare'
      readonly workingDir: string
      readonly env: Readonly<Record<string, string>>
      readonly files: readonly { readonly path: string; readonly bytes: ArrayBuffer }[]
    }
  | {
      readonly type: 'script'
      readonly source: string
      /** The path that tracebacks name. */
      readonly fileName: string
      readonly importable: Importable
    }
  | { readonly type: 'shell'; readonly text: string; readonly failFast: boolean; readonly importable: Importable }
  | {
      /** The answer to `pip`: what to install, and from where. */
      readonly type: 'install'
      readonly id: number
      /** Packs that the frame hands over, by their names. */
      readonly packs: readonly string[]
      /** Names of the lock to load directly. */
      readonly packages: readonly string[]
      /** Requirements for micropip, as people write them. */
      readonly requirements: readonly string[]
      /** Wheels to unpack as they are. */
      readonly wheels: readonly ArrayBuffer[]
    }
  | { readonly type: 'install-refused'; readonly id: number; readonly message: string }
  | { readonly type: 'collect'; readonly paths: readonly string[] }
  | {
      readonly type: 'fetched'
      readonly id: number
      readonly status: number
      readonly headers: readonly (readonly [string, string])[]
      readonly body: ArrayBuffer
    }
  | { readonly type: 'fetch-failed'; readonly id: number; readonly message: string }
)

/** Packages of the lock that may be loaded because a program imports them, by the name it imports. */
export type Importable = Readonly<Record<string, string>>

/** A file that a task leaves: a Blob, so that its bytes are copied out of the interpreter once and never again. */
export type Collected = { readonly path: string; readonly content: Blob }

export type OutputLine = { readonly stream: 'stdout' | 'stderr'; readonly text: string }

/** Python worker → trusted zone. */
export type PythonMessage = { readonly nonce: string } /** The first word, before anything else is done. */ & (
  | { readonly type: 'here' }
  | { readonly type: 'booted' }
  | { readonly type: 'preloaded' }
  | { readonly type: 'boot-failed'; readonly message: string }
  /** Something of ours broke in the worker; it is of no more use. */
  | { readonly type: 'broken'; readonly message: string }
  /** The shell came to a `pip install`. `plain`: packs were of no use, so without them. */
  | { readonly type: 'pip'; readonly id: number; readonly requirements: readonly string[]; readonly plain: boolean }
  | { readonly type: 'installed'; readonly id: number }
  | { readonly type: 'install-failed'; readonly id: number; readonly message: string }
  /** Whole lines, in the order they were printed. */
  | { readonly type: 'lines'; readonly lines: readonly OutputLine[] }
  /** Packages loaded because the script imports them. */
  | { readonly type: 'loaded'; readonly packages: readonly string[] }
  /** They could not be had; the program did not run. */
  | { readonly type: 'load-failed'; readonly packages: readonly string[]; readonly message: string }
  | {
      readonly type: 'finished'
      readonly exitCode: number
      readonly traceback?: string
      /** The command that the shell does not have, when that is why it ended. */
      readonly notHere?: string
      /** Every file of the working directory. */
      readonly files: readonly string[]
    }
  | { readonly type: 'collected'; readonly files: readonly Collected[] }
  | {
      readonly type: 'fetch'
      readonly id: number
      readonly method: string
      readonly url: string
      readonly headers: readonly (readonly [string, string])[]
      readonly body?: ArrayBuffer
    }
)

/** Thrown when what came out of the untrusted zone is not a message of ours. */
export class ForeignMessage extends Error {
  override readonly name = 'ForeignMessage'
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** Reads an answer of a frame. @throws ForeignMessage */
export function readFrameAnswer(data: unknown, nonce: string): FrameAnswer {
  const fields = readFields(data, nonce)
  switch (fields.type) {
    case 'done':
      return { nonce, type: 'done', id: number(fields.id) }
    case 'refused':
      return { nonce, type: 'refused', id: number(fields.id), message: text(fields.message, MAX_MESSAGE) }
    case 'worker-lost':
      return {
        nonce,
        type: 'worker-lost',
        workerId: text(fields.workerId, 64),
        message: text(fields.message, MAX_MESSAGE),
      }
    default:
      throw new ForeignMessage(`a frame said ${String(fields.type)}`)
  }
}

/** Reads a message of a Python worker. @throws ForeignMessage */
export function readPythonMessage(data: unknown, nonce: string): PythonMessage {
  const fields = readFields(data, nonce)
  switch (fields.type) {
    case 'here':
    case 'booted':
    case 'preloaded':
      return { nonce, type: fields.type }
    case 'boot-failed':
    case 'broken':
      return { nonce, type: fields.type, message: text(fields.message, MAX_MESSAGE) }
    case 'pip':
      return {
        nonce,
        type: 'pip',
        id: number(fields.id),
        requirements: list(fields.requirements).map(item => text(item, 1_000)),
        plain: fields.plain === true,
      }
    case 'installed':
      return { nonce, type: 'installed', id: number(fields.id) }
    case 'install-failed':
      return { nonce, type: 'install-failed', id: number(fields.id), message: text(fields.message, MAX_MESSAGE) }
    case 'lines':
      return { nonce, type: 'lines', lines: list(fields.lines).map(readLine) }
    case 'load-failed':
      return {
        nonce,
        type: 'load-failed',
        packages: list(fields.packages).map(item => text(item, 256)),
        message: text(fields.message, MAX_MESSAGE),
      }
    case 'loaded':
      return { nonce, type: 'loaded', packages: list(fields.packages).map(item => text(item, 256)) }
    case 'finished':
      return {
        nonce,
        type: 'finished',
        exitCode: number(fields.exitCode),
        ...(fields.traceback === undefined ? {} : { traceback: text(fields.traceback, MAX_TEXT) }),
        ...(fields.notHere === undefined ? {} : { notHere: text(fields.notHere, MAX_PATH) }),
        files: list(fields.files).map(item => text(item, MAX_PATH)),
      }
    case 'collected':
      return {
        nonce,
        type: 'collected',
        files: list(fields.files).map(item => {
          const file = readPlain(item)
          return { path: text(file.path, MAX_PATH), content: blob(file.content) }
        }),
      }
    case 'fetch':
      return {
        nonce,
        type: 'fetch',
        id: number(fields.id),
        method: text(fields.method, 32),
        url: text(fields.url, MAX_MESSAGE),
        headers: list(fields.headers).map(readPair),
        ...(fields.body === undefined ? {} : { body: buffer(fields.body) }),
      }
    default:
      throw new ForeignMessage(`a Python worker said ${String(fields.type)}`)
  }
}

const MAX_MESSAGE = 100_000
const MAX_PATH = 4_096
const MAX_TEXT = 16_000_000

function readFields(data: unknown, nonce: string): Fields {
  const fields = readPlain(data)
  if (fields.nonce !== nonce) throw new ForeignMessage('a message without the nonce of its frame')
  return fields
}

function readPlain(data: unknown): Fields {
  if (isFields(data)) return data
  throw new ForeignMessage('a message that is no object')
}

function readLine(value: unknown): OutputLine {
  const fields = readPlain(value)
  return { stream: fields.stream === 'stderr' ? 'stderr' : 'stdout', text: text(fields.text, MAX_TEXT) }
}

function readPair(value: unknown): readonly [string, string] {
  const pair = list(value)
  return [text(pair[0], MAX_MESSAGE), text(pair[1], MAX_MESSAGE)]
}

function text(value: unknown, limit: number): string {
  if (typeof value === 'string' && value.length <= limit) return value
  throw new ForeignMessage(`expected a text of at most ${limit} characters`)
}

function number(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw new ForeignMessage('expected a whole number')
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value) && value.length <= 1_000_000) return value
  throw new ForeignMessage('expected a list')
}

function blob(value: unknown): Blob {
  if (value instanceof Blob) return value
  throw new ForeignMessage('expected a file')
}

function buffer(value: unknown): ArrayBuffer {
  if (value instanceof ArrayBuffer) return value
  throw new ForeignMessage('expected bytes')
}
