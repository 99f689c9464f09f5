import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { beforeAll, expect, test } from 'vitest'
import { checkFlow, complete, hover } from '../../src/editor'
import { type Dialect, languageOf } from '../../src/expression'
import { registry } from '../../src/plugins'
import { elsewhere } from '../../src/plugins/elsewhere'
import { lazyDeeds, workerFiles } from '../../tools/build/lazily'
import { exampleHost, exampleVariables } from '../expression/exampleHost'
import type { Divided } from '../support/workers/divided'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FLOWS = `${ROOT}tests/corpus/flows/`
const OUT = `${ROOT}.cache/lazily-test`

let divided: Divided
let entry: string

/** Builds what the engine worker holds as it is built, and loads it here. */
beforeAll(async () => {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    worker: {
      format: 'es',
      plugins: () => [lazyDeeds()],
      rolldownOptions: { output: { codeSplitting: workerFiles } },
    },
    build: {
      outDir: OUT,
      emptyOutDir: true,
      target: 'es2022',
      rolldownOptions: { input: `${ROOT}tests/support/workers/start.ts` },
    },
  })
  const file = readdirSync(`${OUT}/assets`).find(name => name.startsWith('divided-'))
  entry = `${OUT}/assets/${file}`
  await import(/* @vite-ignore */ entry)
  divided = (globalThis as typeof globalThis & { divided: Divided }).divided
}, 60_000)

test('reading flows gives the same answers', async () => {
  const options = { registry, elsewhere, version: 'auto' } as const
  const files = readdirSync(FLOWS).filter(name => name.endsWith('.yaml'))
  for (const file of files.filter((_name, index) => index % 4 === 0)) {
    const source = readFileSync(`${FLOWS}${file}`, 'utf8')
    expect(divided.check(source)).toBe(JSON.stringify(checkFlow(source, options)))
    for (let offset = 40; offset < source.length; offset += 397) {
      const answers = [complete(source, offset, registry, 'auto'), hover(source, offset, registry, 'auto')]
      expect(await divided.ask(source, offset)).toBe(JSON.stringify(answers))
    }
  }
}, 120_000)

test.each<Dialect>(['1.3', '2.0'])('filters, functions and tests of %s do what their examples show', async dialect => {
  const { filters, functions, tests } = languageOf(dialect)
  for (const { examples } of [...filters.values(), ...functions.values(), ...tests.values()])
    for (const { template, variables, result, dialects } of examples)
      if (dialects === undefined || dialects.includes(dialect))
        expect(await divided.render(template, variables ?? exampleVariables, dialect, exampleHost)).toBe(result)
})

test('what a deed needs is in files of its own', () => {
  expect(divided.kinds()).toEqual(registry.types.map(({ type }) => `${type} function`))
  const code = readFileSync(entry, 'utf8')
  expect(code).toContain('io.kestra.plugin.core.http.Request')
  expect(code).not.toContain('No response from server')
})
