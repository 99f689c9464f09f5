import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startHttpFixture } from '../../tests/support/httpFixture'
import { compareRecordings, type Difference } from './compareFlows'
import { openFlowBrowser } from './flowBrowser'
import { type FlowCase, readFlowCases } from './flowCases'
import { FLOW_EXCEPTIONS } from './flowExceptions'
import type { Recording } from './recording'

const OWN_CORPUS = fileURLToPath(new URL('../../tests/corpus/flows', import.meta.url))
const SEED = new URL('../../tests/corpus/seed.json', import.meta.url)

type Seed = {
  readonly secrets: Readonly<Record<string, string>>
  readonly envs: Readonly<Record<string, string>>
  readonly globals: Readonly<Record<string, string>>
  readonly kestraUrl: string
}

/**
 * `npm run conformance -- flows DIR [--only NAME …] [--json DIR]`: runs a folder of recorded flows in headless Chromium,
 * each recording as its version, prints what differs and a last line `N passed, N failed`. `--json` writes what came
 * of them in the format of the recordings. Answers the exit status: 1 when anything differs.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'string' }, only: { type: 'string', multiple: true } },
  })
  const [folder] = positionals
  if (folder === undefined) {
    console.error('Which folder? npm run conformance -- flows DIR [--only NAME …] [--json DIR]')
    return 2
  }
  const cases = readFlowCases(folder).filter(({ name }) => values.only?.some(start => name.startsWith(start)) ?? true)
  const failed = await runAll(cases, resolve(folder) === OWN_CORPUS, values.json)
  console.log(`${cases.length - failed} passed, ${failed} failed`)
  return failed > 0 ? 1 : 0
}

/** Runs the cases one after another; answers how many differ. */
async function runAll(cases: readonly FlowCase[], own: boolean, json: string | undefined): Promise<number> {
  const seed = JSON.parse(readFileSync(SEED, 'utf8')) as Seed
  const fixture = await startHttpFixture()
  const browser = await openFlowBrowser({
    envs: seed.envs,
    globals: seed.globals,
    kestra: { url: seed.kestraUrl },
  })
  if (json !== undefined) mkdirSync(json, { recursive: true })
  let failed = 0
  try {
    for (const one of cases) {
      const found = await browser.run(one, seed.secrets)
      if (json !== undefined) writeFileSync(join(json, one.file), `${JSON.stringify(found, null, 1)}\n`)
      const differences = excused(one, own, found)
      if (differences.length > 0) failed++
      tell(one, differences)
    }
  } finally {
    await browser.close()
    await fixture.close()
  }
  return failed
}

/** Our own corpus has known exceptions, by case and path, each for a fact about browsers. */
function excused(one: FlowCase, own: boolean, found: Recording): readonly Difference[] {
  const differences = compareRecordings(one.recording, found)
  const exception = own ? FLOW_EXCEPTIONS.find(({ name }) => name === one.name) : undefined
  if (!exception || differences.length === 0) return differences
  const left = differences.filter(({ path }) => !exception.paths.some(start => path.startsWith(start)))
  if (left.length < differences.length) console.log(`${one.name} as ${one.version}: ${exception.reason}`)
  return left
}

function tell({ name, version }: FlowCase, differences: readonly Difference[]): void {
  if (differences.length === 0) return
  console.log(`${name} as ${version}`)
  for (const { path, expected, found } of differences.slice(0, 8)) {
    console.log(`  ${path}`)
    console.log(`    recorded: ${shorten(expected)}`)
    console.log(`    here:     ${shorten(found)}`)
  }
}

const shorten = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}
