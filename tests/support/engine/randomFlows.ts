import fc from 'fast-check'

/** A task of a random flow, as lines of YAML. */
type Lines = readonly string[]

const indent = (lines: Lines, by: number): Lines => lines.map(line => ' '.repeat(by) + line)

const item = (lines: Lines): Lines => lines.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`))

const CORE = 'io.kestra.plugin.core'

const RUNNABLE: readonly Lines[] = [
  [`type: ${CORE}.debug.Return`, 'format: "{{ flow.id }}"'],
  [`type: ${CORE}.flow.Sleep`, 'duration: PT0.003S'],
  [`type: ${CORE}.flow.Sleep`, 'duration: PT60S'],
  [`type: ${CORE}.log.Log`, 'message: hello'],
  [`type: ${CORE}.execution.Fail`, 'allowFailure: true'],
  [`type: ${CORE}.execution.Fail`, 'retry: {type: constant, interval: PT0.002S, maxAttempts: 5}'],
  [`type: ${CORE}.flow.Sleep`, 'duration: PT1S', 'timeout: PT0.002S', 'allowFailure: true'],
  ['type: io.kestra.plugin.scripts.python.Script', 'script: "while True: pass"'],
]

const LEAVES: readonly Lines[] = [
  ...RUNNABLE,
  [`type: ${CORE}.flow.Pause`],
  [`type: ${CORE}.flow.Pause`, 'pauseDuration: PT0.002S'],
  [`type: ${CORE}.flow.Subflow`, 'namespace: company.team', 'flowId: child'],
]

const GROUPS: readonly Lines[] = [
  [`type: ${CORE}.flow.Sequential`],
  [`type: ${CORE}.flow.Parallel`],
  [`type: ${CORE}.flow.Parallel`, 'concurrent: 1'],
  [`type: ${CORE}.flow.ForEach`, 'values: [a, b, c]', 'concurrencyLimit: 0'],
  [`type: ${CORE}.flow.ForEach`, 'values: [a, b, c]'],
  [`type: ${CORE}.flow.LoopUntil`, 'condition: "{{ false }}"', 'checkFrequency: {interval: PT0.001S}'],
]

const group = (heads: readonly Lines[], task: fc.Arbitrary<Lines>): fc.Arbitrary<Lines> =>
  fc
    .tuple(fc.constantFrom(...heads), fc.array(task, { minLength: 1, maxLength: 3 }))
    .map(([head, tasks]) => [...head, 'tasks:', ...tasks.flatMap(task => indent(item(task), 2))])

/** Every task gets an id of its own. */
export function flowOf(tasks: readonly Lines[]): string {
  let ids = 0
  const lines = tasks
    .flatMap(lines => indent(item(lines), 2))
    .flatMap(line => {
      const at = line.indexOf('type: io.kestra')
      return at === -1 ? [line] : [`${line.slice(0, at)}id: t${++ids}`, `${' '.repeat(at)}${line.slice(at)}`]
    })
  return ['id: killed', 'namespace: company.team', 'tasks:', ...lines, ''].join('\n')
}

/** Flows of one to four tasks, most of them with groups in groups. @param more further tasks that may be in them */
export function randomFlows(more: readonly Lines[] = []): fc.Arbitrary<string> {
  const { task } = fc.letrec<{ task: Lines }>(tie => ({
    task: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...LEAVES, ...more),
      group(GROUPS, tie('task')),
      group([[`type: ${CORE}.flow.WorkingDirectory`]], fc.constantFrom(...RUNNABLE, ...more)),
    ),
  }))
  return fc.array(task, { minLength: 1, maxLength: 4 }).map(flowOf)
}

/** The flow that the Subflow tasks of a random flow start. */
export const CHILD = `id: child
namespace: company.team
tasks:
  - id: wait
    type: ${CORE}.flow.Sleep
    duration: PT30S
`
