import { describe, expect, it } from 'vitest'
import { comparedPath } from '../../../src/ui/run/comparedPath'
import { ended, execution, failed, success, taskRun } from '../outputs/runs'

describe('a comparison begins', () => {
  it('at what is selected, where the run has it', () => {
    expect(comparedPath(success(), ['outputs', 'api', 'body'])).toEqual(['outputs', 'api', 'body'])
  })

  it('else at its last file', () => {
    expect(comparedPath(success(), ['outputs', 'gone', 'uri'])).toEqual(['outputs', 'sqlQuery', 'uri'])
    expect(comparedPath(success(), [])).toEqual(['outputs', 'sqlQuery', 'uri'])
  })

  it('else at its last output, as of a run that failed early', () => {
    const [first = '', task = ''] = comparedPath(failed(), ['outputs', 'sqlQuery', 'uri'])
    expect([first, task]).toEqual(['outputs', 'api'])
    const nothing = execution(ended('FAILED', 0, 1), [taskRun('a', ended('FAILED', 0, 1))])
    expect(comparedPath(nothing, [])).toEqual([])
  })
})
