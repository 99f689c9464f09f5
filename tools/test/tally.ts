import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { ROOT } from '../root'

/** How many checks held and how many did not. */
export type Tally = { readonly passed: number; readonly failed: number }

export const sum = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((total, { passed }) => total + passed, 0),
  failed: tallies.reduce((total, { failed }) => total + failed, 0),
})

/** Says the tally as the last line, and makes the process fail when something failed. */
export function conclude(tally: Tally): void {
  process.stdout.write(`${tally.passed} passed, ${tally.failed} failed\n`)
  process.exitCode = tally.failed === 0 ? 0 : 1
}

/** Runs a program of node_modules to its end, its output shown; answers its exit code. */
export function run(
  program: string,
  parts: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(`${ROOT}node_modules/.bin/${program}`, parts, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code ?? 1))
  })
}

/** A program that holds or does not, as one check. */
export async function check(program: string, parts: readonly string[]): Promise<Tally> {
  return (await run(program, parts)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/**
 * Runs a test runner that writes a JSON report and counts what the report says. A run that fails without a failed
 * test (nothing could be collected, a worker died) counts as one failure.
 */
export async function report(
  file: string,
  start: () => Promise<number>,
  read: (report: unknown) => Tally,
): Promise<Tally> {
  mkdirSync(dirname(file), { recursive: true })
  rmSync(file, { force: true })
  const code = await start()
  const tally = readReport(file, read)
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

function readReport(file: string, read: (report: unknown) => Tally): Tally {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    process.stdout.write(`no report in ${file}: ${error instanceof Error ? error.message : String(error)}\n`)
    return { passed: 0, failed: 1 }
  }
}
