import type { OutputLine } from '../../src/runner'

/** A window of time in milliseconds, and how many messages may leave in it before lines are kept back. */
const WINDOW = 33
const BURST = 50
/** How many characters are kept back at most. */
const LIMIT = 64 * 1024
/** Characters of a line that are kept; the rest of it is left out. */
const LONGEST = 1_000_000

/**
 * Gathers what a script prints into whole lines. A few lines leave at once: no timer could send them later while the
 * script computes. A script that prints without end has them sent in batches. A last line without a newline is sent
 * at `end`. Both streams share one batch, so the order between them is kept.
 */
export function createStreams(send: (lines: readonly OutputLine[]) => void) {
  const rest = { stdout: '', stderr: '' }
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
  let lines: OutputLine[] = []
  let size = 0
  let opened = performance.now()
  let sent = 0

  const flush = (): void => {
    if (lines.length === 0) return
    sent++
    send(lines)
    lines = []
    size = 0
  }

  const write = (stream: 'stdout' | 'stderr', bytes: Uint8Array): number => {
    const parts = (rest[stream] + decoders[stream].decode(bytes, { stream: true })).split('\n')
    rest[stream] = cut(parts.pop() ?? '')
    for (const part of parts) {
      const text = cut(part)
      lines.push({ stream, text })
      size += text.length
    }
    if (size > LIMIT || mayLeave()) flush()
    return bytes.length
  }

  /** Whether the window has room for a message; a new one opens when it is over. */
  const mayLeave = (): boolean => {
    const now = performance.now()
    if (now - opened > WINDOW) {
      opened = now
      sent = 0
    }
    return sent < BURST
  }

  const end = (): void => {
    for (const stream of ['stdout', 'stderr'] as const) {
      const text = rest[stream] + decoders[stream].decode()
      rest[stream] = ''
      if (text !== '') lines.push({ stream, text })
    }
    flush()
  }

  return {
    stdout: { write: (bytes: Uint8Array) => write('stdout', bytes), isatty: false },
    stderr: { write: (bytes: Uint8Array) => write('stderr', bytes), isatty: false },
    end,
  }
}

const CUT = ' … (the rest of this line is left out)'

const cut = (line: string): string => (line.length <= LONGEST ? line : line.slice(0, LONGEST - CUT.length) + CUT)
