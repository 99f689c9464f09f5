import { LOG_LEVELS, type LogEntry } from '../../../model'
import { writeIon } from '../../../serde'
import { runnable, TaskFailed } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.log.Fetch`. Only the lines of the running execution are at hand here. */
export const FetchLogs = runnable({
  type: 'io.kestra.plugin.core.log.Fetch',
  aliases: ['io.kestra.core.tasks.log.Fetch'],
  title: 'Store the log of this execution as a file of rows.',
  properties: {
    executionId: { kind: 'string', dynamic: true, title: 'The execution; this one when absent.' },
    namespace: { kind: 'string', dynamic: true, title: 'The namespace of the execution.' },
    flowId: { kind: 'string', dynamic: true, title: 'The flow of the execution.' },
    tasksId: {
      kind: 'list',
      of: { kind: 'string', title: 'A task id.' },
      dynamic: true,
      title: 'Only lines of these tasks, task by task.',
    },
    level: { kind: 'choice', of: LOG_LEVELS, dynamic: true, default: 'INFO', title: 'The lowest level.' },
  },
  outputs: {
    uri: { kind: 'string', always: true, title: 'The address of the file.' },
    size: { kind: 'number', always: true, title: 'Lines in the file.' },
  },
  examples: [
    {
      title: 'Store what went wrong.',
      flow: `id: fetch_logs
namespace: company.team
tasks:
  - id: hello
    type: io.kestra.plugin.core.log.Log
    message: Hello
  - id: warn
    type: io.kestra.plugin.core.log.Log
    level: WARN
    message: Careful
  - id: fetch
    type: io.kestra.plugin.core.log.Fetch
    level: WARN
`,
    },
  ],
  async run({ executionId, tasksId, level }, { execution, flow, logLines, storage, tempName, version }) {
    if (executionId !== undefined && executionId !== execution.id) {
      throw new TaskFailed(`Unable to find execution '${executionId}'`, {
        property: 'executionId',
        explanation: 'A running flow reads its own log only: other runs are not open to it in this browser.',
        hint: 'Leave executionId out.',
      })
    }
    const least = LOG_LEVELS.indexOf(level)
    const lines = logLines().filter(line => line.logger === undefined && LOG_LEVELS.indexOf(line.level) >= least)
    const chosen = tasksId?.length ? tasksId.flatMap(id => lines.filter(line => line.taskId === id)) : lines
    const rows = chosen.map(line => rowOf(line, flow))
    const file = await writeIon(rows, version === '1.3' ? 'text' : 'binary')
    return { uri: await storage.put(tempName('.ion'), file), size: rows.length }
  },
})

/** A line as Kestra's `LogEntry` is written. */
const rowOf = (line: LogEntry, flow: { readonly id: string; readonly namespace: string }): unknown => ({
  namespace: flow.namespace,
  flowId: flow.id,
  ...(line.taskId === undefined ? {} : { taskId: line.taskId }),
  executionId: line.executionId,
  ...(line.taskRunId === undefined ? {} : { taskRunId: line.taskRunId }),
  ...(line.attempt === undefined ? {} : { attemptNumber: line.attempt }),
  timestamp: { $java: 'Instant', value: line.date },
  level: line.level,
  message: line.message,
  deleted: false,
})
