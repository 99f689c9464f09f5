import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { checkFlow, complete, hover } from '../../src/editor'
import { registry } from '../../src/plugins'
import { elsewhere } from '../../src/plugins/elsewhere'
import { forReading } from '../../tools/build/reading'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FLOWS = `${ROOT}tests/corpus/flows/`

type Answers = {
  readonly check: (source: string) => string
  readonly ask: (source: string, offset: number) => string
}

/** Builds the reading side as the worker is built and loads it here. */
async function buildReading(): Promise<Answers> {
  const outDir = `${ROOT}.cache/reading-test`
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    plugins: [forReading()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      lib: { entry: `${ROOT}tests/support/workers/reading.worker.ts`, formats: ['es'], fileName: 'reading' },
    },
  })
  return (await import(/* @vite-ignore */ `${outDir}/reading.js`)) as Answers
}

test('what the build leaves out of the reading worker changes no answer', async () => {
  const reading = await buildReading()
  const options = { registry, elsewhere, version: 'auto' } as const
  const files = readdirSync(FLOWS).filter(name => name.endsWith('.yaml'))
  for (const file of files.filter((_name, index) => index % 4 === 0)) {
    const source = readFileSync(`${FLOWS}${file}`, 'utf8')
    expect(reading.check(source)).toBe(JSON.stringify(checkFlow(source, options)))
    for (let offset = 40; offset < source.length; offset += 397) {
      const answers = [complete(source, offset, registry, 'auto'), hover(source, offset, registry, 'auto')]
      expect(reading.ask(source, offset)).toBe(JSON.stringify(answers))
    }
  }
}, 120_000)
