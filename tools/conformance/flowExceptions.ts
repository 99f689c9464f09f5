/** A recording that cannot come out the same in a browser, and the fact behind it. */
export type FlowException = {
  readonly name: string
  /** Where it differs; the beginnings of paths. */
  readonly paths: readonly string[]
  readonly reason: string
}

/** Counted as passed for the project's own corpus alone. */
export const FLOW_EXCEPTIONS: readonly FlowException[] = [
  {
    name: 'http-request',
    paths: [
      'taskRuns.post.outputs.body.headers.accept',
      'taskRuns.form.outputs.body.headers.accept',
      'taskRuns.params.outputs.body.headers.accept',
      'taskRuns.basic.outputs.body.headers.accept',
      'taskRuns.params.outputs.body.headers.content-type',
      'taskRuns.basic.outputs.body.headers.content-type',
      'taskRuns.use.outputs.value',
    ],
    reason:
      'a page sends `accept` by itself, may not label a body that a GET does not have, and reads several values of a header as one',
  },
  {
    name: 'python-inputfiles',
    paths: ['logs['],
    reason: "the listing of the working directory shows temporary files of Kestra's worker, under random names",
  },
  {
    name: 'timeout-process',
    paths: ['logs['],
    reason: 'the small shell may take longer to start than the second that the task has, and then prints nothing',
  },
  {
    name: 'working-directory',
    paths: ['logs['],
    reason: 'the listing of the working directory shows folders that Kestra makes for outputs, under random names',
  },
]
