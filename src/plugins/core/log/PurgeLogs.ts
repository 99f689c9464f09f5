import { LOG_LEVELS } from '../../../model'
import { runnable } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.log.PurgeLogs`. Nothing is deleted: logs go with their run. */
export const PurgeLogs = runnable({
  type: 'io.kestra.plugin.core.log.PurgeLogs',
  title: 'Delete old log lines.',
  description: 'Does nothing in this browser, where the log of a run is deleted with the run.',
  properties: {
    namespace: { kind: 'string', dynamic: true, title: 'Only lines of this namespace.' },
    flowId: { kind: 'string', dynamic: true, title: 'Only lines of this flow.' },
    executionId: { kind: 'string', dynamic: true, title: 'Only lines of this execution.' },
    logLevels: {
      kind: 'list',
      of: { kind: 'choice', of: LOG_LEVELS, title: 'A level.' },
      dynamic: true,
      title: 'Only lines of these levels.',
    },
    startDate: { kind: 'string', dynamic: true, title: 'Only lines after this date.' },
    endDate: { kind: 'string', dynamic: true, required: true, title: 'Only lines before this date.' },
    purgeExecutionLogs: { kind: 'boolean', dynamic: true, default: true, title: 'Delete lines of executions.' },
    purgeNonExecutionLogs: { kind: 'boolean', dynamic: true, default: true, title: 'Delete other lines.' },
    batchSize: { kind: 'number', integer: true, dynamic: true, title: 'Lines deleted in one go.' },
  },
  outputs: {
    count: { kind: 'number', always: true, title: 'Lines deleted.' },
    executionLogsCount: { kind: 'number', always: true, title: 'Lines of executions deleted.' },
    nonExecutionLogsCount: { kind: 'number', always: true, title: 'Other lines deleted.' },
  },
  examples: [
    {
      title: 'Delete lines older than a month.',
      flow: `id: purge_logs
namespace: company.team
tasks:
  - id: purge
    type: io.kestra.plugin.core.log.PurgeLogs
    endDate: "{{ now() | dateAdd(-1, 'MONTHS') }}"
`,
    },
  ],
  async run(_values, { note }) {
    note('INFO', 'No log line was deleted: in this browser the log of a run goes with the run.')
    return { count: 0, executionLogsCount: 0, nonExecutionLogsCount: 0 }
  },
})
