import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './site'

/** What CPython printed; recorded by tests/fixtures/python/record.py. */
type Recorded = {
  readonly name: string
  readonly source: string
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

const fixture = new URL('../../fixtures/python/scripts.json', import.meta.url)
const { scripts } = JSON.parse(readFileSync(fixture, 'utf8')) as { readonly scripts: readonly Recorded[] }

/** Lines that differ between versions of Python: carets, and wordings that 3.14 changed. */
const comparable = (text: string): string =>
  text
    .split('\n')
    .filter(line => !/^\s*[\^~]+\s*$/.test(line))
    .join('\n')
    .replace(/File "[^"]*\/(?:\d+|(\w+))\.py"/g, 'File "$1.py"')
    .replace(/[\w/.-]*\/\d+\.py:/g, 'script.py:')
    .replace('[Errno 44]', '[Errno 2]')
    .replace(/(File "(?:__init__|decoder)\.py", line) \d+/g, '$1 N')
    .trimEnd()

async function compare(lab: Page, recorded: Recorded): Promise<string | undefined> {
  const answer = await lab.evaluate(
    source => window.lab.python({ script: `true = True\nfalse = False\nnull = None\n${source}` }),
    recorded.source,
  )
  const text = (stream: 'stdout' | 'stderr'): string =>
    answer.lines
      .filter(line => line.stream === stream)
      .map(line => line.text)
      .join('\n')
  const found = [answer.exitCode, comparable(text('stdout')), comparable(text('stderr'))]
  const expected = [recorded.exitCode, comparable(recorded.stdout), comparable(recorded.stderr)]
  if (JSON.stringify(found) === JSON.stringify(expected)) return undefined
  return `expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)} ${answer.error?.message ?? ''}`
}

for (let from = 0; from < scripts.length; from += 20) {
  const part = scripts.slice(from, from + 20)
  test(`scripts ${from + 1} to ${from + part.length} end as in CPython`, async ({ lab }) => {
    test.setTimeout(240_000)
    await lab.evaluate(() => window.lab.makeSnapshot())
    await lab.evaluate(() => window.lab.newRun({ snapshot: true }))
    const different: string[] = []
    for (const recorded of part) {
      const difference = await compare(lab, recorded)
      if (difference !== undefined) different.push(`${recorded.name}\n    ${difference}`)
    }
    expect(different).toEqual([])
  })
}
