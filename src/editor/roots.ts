import type { KestraVersion } from '../model'

/** A name that expressions can read, with the names inside it. */
export type Root = {
  readonly title: string
  readonly keys?: readonly string[]
  readonly only?: KestraVersion
}

/** Names that expressions of any flow can read. Source: Kestra `RunVariables`. */
export const ROOTS: Readonly<Record<string, Root>> = {
  outputs: { title: 'Outputs of the tasks that have run, by task id.' },
  inputs: { title: 'Values of the inputs.' },
  vars: { title: 'Variables of the flow, and those set while it runs.' },
  labels: { title: 'Labels of the execution.' },
  flow: { title: 'The flow.', keys: ['id', 'namespace', 'revision'] },
  execution: { title: 'The execution.', keys: ['id', 'startDate', 'state', 'originalId'] },
  task: { title: 'The task that is running.', keys: ['id', 'type'] },
  taskrun: {
    title: 'This run of the task.',
    keys: ['id', 'startDate', 'value', 'iteration', 'attemptsCount', 'parentId', 'items'],
  },
  tasks: { title: 'States of the tasks, by task id.' },
  parent: { title: 'The task around this one.', keys: ['taskrun', 'outputs'] },
  parents: { title: 'The tasks around this one, the nearest first.' },
  item: { title: 'The item of the loop.', keys: ['value', 'index', 'key', 'parent', 'parents'], only: '2.0' },
  trigger: {
    title: 'What started the execution; not there when it was started by hand.',
    keys: ['date', 'next', 'previous', 'executionId', 'namespace', 'flowId', 'body', 'headers', 'parameters'],
  },
  envs: { title: 'Environment variables of the server, in lower case.' },
  globals: { title: 'Variables of the server.' },
  kestra: { title: 'The server.', keys: ['environment', 'url'] },
  workingDir: { title: 'The working directory of a script or query.' },
  outputDir: { title: 'A folder whose files become outputs.' },
  outputFiles: { title: 'Addresses of files that a query writes, by key.' },
}
