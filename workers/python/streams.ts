import type { OutputLine } from '../../src/runner'

/** How often printed lines leave the worker, in milliseconds, and how many characters are kept back at most. */
const INTERVAL = 33
const LIMIT = 64 * 1024

/**
 * Gathers what a script prints into whole lines and sends them in batches. A last line without a newline is sent at
 * `end`. Both streams share one batch, so the order between them is kept.
 */
export function createStreams(send: (lines: readonly OutputLine[]) => void) {
  const rest = { stdout: '', stderr: '' }
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
  let lines: OutputLine[] = []
  let size = 0
  let sent = performance.now()

  const flush = (): void => {
    sent = performance.now()
    if (lines.length === 0) return
    send(lines)
    lines = []
    size = 0
  }

  const write = (stream: 'stdout' | 'stderr', bytes: Uint8Array): number => {
    const parts = (rest[stream] + decoders[stream].decode(bytes, { stream: true })).split('\n')
    rest[stream] = parts.pop() ?? ''
    for (const text of parts) {
      lines.push({ stream, text })
      size += text.length
    }
    if (size > LIMIT || performance.now() - sent > INTERVAL) flush()
    return bytes.length
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
