import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { printJson } from '../../src/expression'
import { type Outcome, readCases, runCase } from './expressionCases'
import { EXCEPTIONS } from './expressionExceptions'
import { hostOfSeed, VERSIONS } from './expressionHost'

const OWN_CORPUS = /tests\/corpus\/expressions\.jsonl$/
const SEED = fileURLToPath(new URL('../../tests/corpus/seed.json', import.meta.url))

/**
 * Runs files of recorded expressions as 2.0 and as 1.3, prints what differs, a table by area and a last line
 * `N passed, N failed`. `--json OUT` writes every answer. Answers the exit status: 1 when anything differs.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { files, json } = readArguments(args)
  if (files.length === 0) {
    console.error('Which file? npm run conformance -- expressions FILE… [--json OUT]')
    return 2
  }
  const outcomes: Outcome[] = []
  let excepted = 0
  for (const file of files) {
    for (const outcome of await runFile(file)) {
      outcomes.push(outcome)
      if (!outcome.difference) continue
      const reason = OWN_CORPUS.test(file) ? EXCEPTIONS.get(outcome.id) : undefined
      if (reason === undefined) print(outcome)
      else {
        excepted++
        console.log(`${outcome.id} as ${outcome.version}: ${reason}`)
      }
    }
  }
  if (json !== undefined) writeFileSync(json, `${outcomes.map(toJsonLine).join('\n')}\n`)
  printTable(outcomes)
  const failed = outcomes.filter(outcome => outcome.difference).length - excepted
  if (excepted > 0) console.log(`${excepted} known exceptions`)
  console.log(`${outcomes.length - failed - excepted} passed, ${failed} failed`)
  return failed > 0 ? 1 : 0
}

function readArguments(args: readonly string[]): { readonly files: readonly string[]; readonly json?: string } {
  const at = args.indexOf('--json')
  if (at === -1) return { files: args }
  const json = args[at + 1]
  if (json === undefined) throw new Error('--json needs the name of a file')
  return { files: [...args.slice(0, at), ...args.slice(at + 2)], json }
}

async function runFile(file: string): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const one of readCases(file)) {
    for (const version of VERSIONS) outcomes.push(await runCase(one, version, hostOfSeed(SEED)))
  }
  return outcomes
}

function print({ id, version, difference }: Outcome): void {
  if (!difference) return
  console.log(`${id} as ${version}: ${difference.of}`)
  console.log(`  expected ${JSON.stringify(difference.expected)}`)
  console.log(`  got      ${JSON.stringify(difference.got)}`)
}

function printTable(outcomes: readonly Outcome[]): void {
  const areas = new Map<string, { passed: number; failed: number }>()
  for (const { area, difference } of outcomes) {
    const row = areas.get(area) ?? { passed: 0, failed: 0 }
    if (difference) row.failed++
    else row.passed++
    areas.set(area, row)
  }
  const width = Math.max(4, ...[...areas.keys()].map(area => area.length))
  console.log(`${'area'.padEnd(width)}  passed  failed`)
  for (const [area, { passed, failed }] of [...areas].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${area.padEnd(width)}  ${String(passed).padStart(6)}  ${String(failed).padStart(6)}`)
}

function toJsonLine({ difference: _difference, area: _area, ...outcome }: Outcome): string {
  return printJson(outcome as never, { nulls: true })
}
