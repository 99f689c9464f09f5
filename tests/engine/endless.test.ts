import { describe, expect, it } from 'vitest'
import { Hidden } from '../../src/engine/hidden'
import { RunLog } from '../../src/engine/runLog'
import type { LogEntry } from '../../src/model'
import { createWorld, taskRunOf } from '../support/engine/world'

describe('what would never end', () => {
  it('a flow that starts itself fails after fifty subflows', async () => {
    const world = createWorld()
    const run = await world.run(`id: itself
namespace: company.team
tasks:
  - id: again
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: "{{ 'itself' }}"
    wait: true
    transmitFailed: true
`)
    expect(run.state.current).toBe('FAILED')
    expect(world.executions.size).toBe(51)
    const last = [...world.executions.values()].find(({ taskRuns }) =>
      taskRuns.some(({ failure }) => failure?.message.includes('started through 50 subflows')),
    )
    expect(taskRunOf(last ?? run, 'again').failure?.explanation).toContain('without end')
  })

  it('a log is told up to a limit, then its errors and our notes, with a word about it', () => {
    const told: LogEntry[] = []
    const log = new RunLog(
      'e',
      () => '',
      new Hidden(),
      entry => told.push(entry),
    )
    for (let line = 0; line < 250_000; line++) log.add('INFO', String(line), {})
    log.add('ERROR', 'failed', {})
    log.add('INFO', 'a note', { logger: 'flowyard' })
    expect(told).toHaveLength(100_003)
    expect(told.slice(-3).map(({ message }) => message)).toEqual([
      'The log is full: 100 000 lines of a run are kept, the rest is left out.',
      'failed',
      'a note',
    ])
    expect(log.lines.length).toBeLessThanOrEqual(20_000)
  })
})
