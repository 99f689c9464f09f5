import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createEngine } from '../src/engine'
import { type Plain, printJson } from '../src/expression'
import { type Execution, type ExecutionEvent, type Problem, positionAt, reduceExecution } from '../src/model'
import { registry } from '../src/plugins'
import { elsewhere } from '../src/plugins/elsewhere'
import { createNodeEffects } from './flow/nodeEffects'

const USAGE = 'Which flow? npm run flow -- FILE [--input name=value …] [--flow OTHER_FILE …] [--version 1.3|2.0]'

/**
 * `npm run flow -- FILE`: runs a flow in the terminal, files in memory, calls over the real network; Python and SQL do
 * not run here. Prints the log, the task runs and the outputs. Answers the exit status: 1 when the flow did not end
 * well, 2 when it could not start.
 */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      input: { type: 'string', multiple: true, default: [] },
      flow: { type: 'string', multiple: true, default: [] },
      version: { type: 'string', default: 'auto' },
    },
  })
  const [file] = positionals
  if (file === undefined) return refuse(USAGE)
  if (!isVersion(values.version)) return refuse(`There is no version ${values.version}: auto, 1.3 or 2.0.`)
  const source = readFileSync(file, 'utf8')
  const events: ExecutionEvent[] = []
  const engine = createEngine({
    registry,
    elsewhere,
    effects: createNodeEffects(),
    nextNumber: async () => 1,
    findKept: async () => undefined,
    emit: event => {
      events.push(event)
      tell(event)
    },
  })
  const answer = await engine.start({
    workspaceId: 'terminal',
    source,
    version: values.version,
    inputs: Object.fromEntries(values.input.map(readInput)),
    flows: values.flow.map(other => ({ source: readFileSync(other, 'utf8') })),
  })
  switch (answer.kind) {
    case 'invalid-flow':
      return refuse(answer.problems.map(problem => placed(file, source, problem)).join('\n'))
    case 'invalid-inputs':
      return refuse(answer.problems.map(({ message }) => message).join('\n'))
    case 'started':
      await engine.idle()
      return conclude(fold(events, answer.executionId))
    default:
      return answer satisfies never
  }
}

const isVersion = (text: string): text is 'auto' | '1.3' | '2.0' => ['auto', '1.3', '2.0'].includes(text)

function refuse(message: string): number {
  process.stderr.write(`${message}\n`)
  return 2
}

const placed = (file: string, source: string, { span, severity, code, message }: Problem): string => {
  const { line, column } = positionAt(source, span.start)
  return `${file}:${line}:${column} ${severity} ${code} ${message}`
}

/** `name=value`; the value may have equals signs of its own. */
function readInput(written: string): readonly [string, string] {
  const at = written.indexOf('=')
  if (at < 1) throw new Error(`--input ${written}: expected name=value`)
  return [written.slice(0, at), written.slice(at + 1)]
}

function tell(event: ExecutionEvent): void {
  if (event.type !== 'log') return
  const { date, level, taskId = '', message } = event.entry
  process.stdout.write(`${date.slice(11, 23)} ${level.padEnd(5)} ${taskId} ${message}\n`)
}

const fold = (events: readonly ExecutionEvent[], executionId: string): Execution =>
  reduceExecution(
    undefined,
    events.filter(event => event.executionId === executionId),
  )

function conclude(execution: Execution): number {
  for (const { taskId, value, state, outputs } of execution.taskRuns) {
    const name = value === undefined ? taskId : `${taskId}[${value}]`
    const shown = outputs && Object.keys(outputs).length > 0 ? ` ${printJson(outputs as Plain)}` : ''
    process.stdout.write(`${state.current.padEnd(8)} ${name}${shown}\n`)
  }
  if (execution.outputs) process.stdout.write(`outputs  ${printJson(execution.outputs as Plain)}\n`)
  const { current } = execution.state
  process.stdout.write(`${current}\n`)
  return current === 'SUCCESS' || current === 'WARNING' ? 0 : 1
}

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  },
)
