import { describe, expect, it } from 'vitest'
import type { OutputLine } from '../../src/runner'
import { createStreams } from '../../workers/python/streams'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const collect = () => {
  const batches: (readonly OutputLine[])[] = []
  const streams = createStreams(lines => batches.push(lines))
  const texts = () => batches.flat().map(({ text }) => text)
  return { ...streams, batches, texts }
}

describe('what a script prints', () => {
  it('leaves at once, so that a computation after it does not keep it back', () => {
    const { stdout, texts } = collect()
    for (const line of ['one\n', 'two\n', 'three\n']) stdout.write(bytes(line))
    expect(texts()).toEqual(['one', 'two', 'three'])
  })

  it('is cut where one line has no end', () => {
    const { stdout, end, texts } = collect()
    for (let part = 0; part < 30; part += 1) stdout.write(bytes('x'.repeat(100_000)))
    stdout.write(bytes('\nafter\n'))
    end()
    expect(texts()[0]).toHaveLength(1_000_000)
    expect(texts()[0]).toContain('the rest of this line is left out')
    expect(texts()[1]).toBe('after')
  })

  it('leaves in few batches when there is much of it', () => {
    const { stdout, end, batches, texts } = collect()
    for (let line = 0; line < 10_000; line += 1) stdout.write(bytes(`line ${line}\n`))
    end()
    expect(texts()).toHaveLength(10_000)
    expect(batches.length).toBeLessThan(2_000)
  })

  it('keeps a line whole over several writes, and characters over several bytes', () => {
    const { stdout, end, texts } = collect()
    const [first, ...rest] = bytes('é')
    stdout.write(bytes('a'))
    stdout.write(Uint8Array.of(first ?? 0))
    stdout.write(Uint8Array.from(rest))
    stdout.write(bytes(' b\nrest'))
    expect(texts()).toEqual(['aé b'])
    end()
    expect(texts()).toEqual(['aé b', 'rest'])
  })

  it('keeps the order between both streams', () => {
    const { stdout, stderr, batches } = collect()
    stdout.write(bytes('out\n'))
    stderr.write(bytes('err\n'))
    expect(batches.flat()).toEqual([
      { stream: 'stdout', text: 'out' },
      { stream: 'stderr', text: 'err' },
    ])
  })
})
