import { ROOT } from '../root'
import { report, run, type Tally } from './tally'

const REPORT = `${ROOT}.cache/test/unit.json`

/** Runs the tests that need no browser. @param parts further words for vitest, such as a folder of tests */
export function unitTests(parts: readonly string[] = []): Promise<Tally> {
  const start = () =>
    run('vitest', ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${REPORT}`, ...parts])
  return report(REPORT, start, value => {
    const { numPassedTests, numFailedTests } = value as { numPassedTests: number; numFailedTests: number }
    return { passed: numPassedTests, failed: numFailedTests }
  })
}
