import { expect, it } from 'vitest'
import { Commands } from '../../../src/plugins/scripts/python/Commands'
import { Script } from '../../../src/plugins/scripts/python/Script'
import type { Python, PythonJob } from '../../../src/runtimes'
import type { TaskFailed } from '../../../src/task'
import { runTask } from './context'

/** A Python that prints these lines and writes these files. */
function fakePython(
  lines: readonly (readonly ['stdout' | 'stderr', string])[] = [],
  end: {
    readonly exitCode?: number
    readonly files?: Readonly<Record<string, string>>
    readonly traceback?: string
  } = {},
) {
  const jobs: PythonJob[] = []
  const run: Python['run'] = async (job, listener) => {
    jobs.push(job)
    for (const [stream, line] of lines) listener[stream](line)
    const files = Object.entries(end.files ?? {})
    return {
      exitCode: end.exitCode ?? 0,
      left: files.map(([path]) => path),
      outputFiles: files
        .filter(([path]) => job.outputFiles.includes(path))
        .map(([path, text]) => ({ path, content: new Blob([text]) })),
      ...(end.traceback === undefined ? {} : { traceback: end.traceback }),
    }
  }
  return { run, jobs }
}

it('puts three names before a script, so that pasted JSON is Python', async () => {
  const python = fakePython()
  const done = await runTask(Script, { script: 'print(1)' }, { python: python.run })
  expect(python.jobs[0]?.program).toEqual({
    kind: 'script',
    source: 'true = True\nfalse = False\nnull = None\nprint(1)',
  })
  expect(done.outputs).toEqual({ vars: {}, exitCode: 0, outputFiles: {} })
  expect(done.rendered.script).toBe('print(1)')
})

it('does not put them before commands', async () => {
  const python = fakePython()
  await runTask(Commands, { commands: ['python main.py'] }, { python: python.run })
  expect(python.jobs[0]?.program).toEqual({ kind: 'commands', commands: ['python main.py'] })
})

it('logs the output stream as INFO and the error stream as ERROR', async () => {
  const python = fakePython([
    ['stdout', 'out'],
    ['stderr', 'err'],
  ])
  const { logs } = await runTask(Script, { script: 'x' }, { python: python.run })
  expect(logs.filter(({ level }) => level === 'INFO' || level === 'ERROR')).toEqual([
    { level: 'INFO', message: 'out' },
    { level: 'ERROR', message: 'err' },
  ])
})

it('takes outputs from lines that are a message as a whole, the last one wins', async () => {
  const python = fakePython([
    ['stdout', '::{"outputs":{"a":1,"b":"x"}}::'],
    ['stdout', 'before ::{"outputs":{"c":2}}:: after'],
    ['stderr', '::{"outputs":{"a":5}}::'],
  ])
  const done = await runTask(Script, { script: 'x' }, { python: python.run })
  expect(done.outputs?.vars).toEqual({ a: 5, b: 'x' })
  expect(done.logs).toContainEqual({ level: 'INFO', message: 'before ::{"outputs":{"c":2}}:: after' })
})

it('tells doubles from integers in outputs and drops those that are null', async () => {
  const python = fakePython([
    ['stdout', '::{"outputs":{"n":1,"f":1.0,"big":12345678901234567890,"o":{"k":null},"none":null}}::'],
  ])
  const done = await runTask(Script, { script: 'x' }, { python: python.run })
  expect(done.outputs?.vars).toEqual({
    n: 1,
    f: { $java: 'Double', value: '1.0' },
    big: 12345678901234567890n,
    o: { k: null },
  })
})

it('takes metrics and log lines from messages', async () => {
  const python = fakePython([
    ['stdout', '::{"metrics":[{"name":"rows","type":"counter","value":7,"tags":{"t":"x"}}]}::'],
    ['stdout', '::{"logs":[{"level":"WARN","message":"careful"}]}::'],
  ])
  const done = await runTask(Script, { script: 'x' }, { python: python.run })
  expect(done.metrics).toEqual([{ name: 'rows', type: 'counter', value: 7, tags: { t: 'x' } }])
  expect(done.logs).toContainEqual({ level: 'WARN', message: 'careful' })
})

it('warns of a message that is not JSON', async () => {
  const python = fakePython([['stdout', '::{nonsense}::']])
  const done = await runTask(Script, { script: 'x' }, { python: python.run })
  expect(done.logs).toContainEqual({ level: 'WARN', message: "Invalid outputs '{nonsense}'" })
})

it('fails with the exit code and keeps the outputs so far', async () => {
  const python = fakePython([['stdout', '::{"outputs":{"a":1}}::']], { exitCode: 3 })
  const { error, logs } = await runTask(Script, { script: 'x' }, { python: python.run })
  expect(error?.message).toBe('Command failed with exit code 3')
  expect((error as TaskFailed).outputs).toEqual({ vars: { a: 1 }, exitCode: 3, outputFiles: {} })
  expect(logs).toContainEqual({
    level: 'ERROR',
    message: 'io.kestra.core.models.tasks.runners.TaskException: Command failed with exit code 3',
  })
})

it('points at the line of the script that raised, three lines above the one in the traceback', async () => {
  const traceback = `Traceback (most recent call last):
  File "/tmp/id1/42.py", line 5, in <module>
    f()
ValueError: bad thing
`
  const python = fakePython([], { exitCode: 1, traceback })
  const { error } = await runTask(Script, { script: 'x = 1\nf()\n' }, { python: python.run })
  expect((error as TaskFailed).details).toMatchObject({
    explanation: 'ValueError: bad thing',
    property: 'script',
    source: 'x = 1\nf()\n',
    at: 6,
    stack: traceback,
  })
})

it('stores the files that the globs chose, by their path', async () => {
  const python = fakePython([], { files: { 'sub/b.json': '{}', 'other.txt': '' } })
  const done = await runTask(Script, { script: 'x', outputFiles: ['sub/b.json'] }, { python: python.run })
  const files = done.outputs?.outputFiles as Record<string, string>
  expect(Object.keys(files)).toEqual(['sub/b.json'])
  expect(files['sub/b.json']).toMatch(/^kestra:\/\/\/run\/\w+-b\.json$/)
  expect(await done.file(files['sub/b.json'])).toBe('{}')
})

it('leaves a missing output file out and says so at its line', async () => {
  const python = fakePython([], { files: { 'product.csv': 'x' } })
  const done = await runTask(Script, { script: 'x', outputFiles: ['*.zip', 'products.csv'] }, { python: python.run })
  expect(done.outputs?.outputFiles).toEqual({})
  expect(done.notes).toEqual([
    {
      level: 'WARN',
      message: 'task did not write products.csv, which line 11 promises. It wrote: product.csv.',
    },
  ])
})

it.each([
  ['a map', { 'in.csv': 'kestra:///given/a.csv', 'note.txt': 'hello' }],
  ['JSON text', '{"in.csv":"kestra:///given/a.csv","note.txt":"hello","left.out":null}'],
])('copies input files from %s of contents and addresses', async (_, inputFiles) => {
  const python = fakePython()
  await runTask(Script, { script: 'x', inputFiles }, { python: python.run, files: { 'a.csv': '1,2' } })
  const files = python.jobs[0]?.inputFiles ?? []
  expect(await Promise.all(files.map(async ({ path, content }) => [path, await content.text()]))).toEqual([
    ['in.csv', '1,2'],
    ['note.txt', 'hello'],
  ])
})

it.each(['/etc/x', '../x', 'a/../../x', './x'])('refuses an input file at %s', async path => {
  const { error } = await runTask(Script, { script: 'x', inputFiles: { [path]: 'x' } }, { python: fakePython().run })
  expect(error?.message).toBe(`Invalid inputFile (only relative path is supported) for path '${path}'`)
})

it('replaces addresses in a script by paths of local copies, one copy an address', async () => {
  const python = fakePython()
  const script = 'open("kestra:///given/a.csv"); open("kestra:///given/a.csv"); open("kestra:///given/b.csv")'
  await runTask(Script, { script }, { python: python.run, files: { 'a.csv': 'A', 'b.csv': 'B' } })
  const [job] = python.jobs
  expect(job?.inputFiles.map(({ path }) => path)).toHaveLength(2)
  const [a, b] = job?.inputFiles ?? []
  expect(job?.program).toMatchObject({
    source: expect.stringContaining(
      `open("${job?.workingDir}/${a?.path}"); open("${job?.workingDir}/${a?.path}"); open("${job?.workingDir}/${b?.path}")`,
    ),
  })
})

it('knows the working directory and plain output files in the script', async () => {
  const python = fakePython()
  await runTask(
    Script,
    { script: '{{ workingDir }} {{ outputFiles.a }}', outputFiles: ['a', '*.b'] },
    { python: python.run },
  )
  const [job] = python.jobs
  expect(job?.program).toMatchObject({ source: expect.stringContaining(`${job?.workingDir} ${job?.workingDir}/a`) })
})

it('shares files with the other tasks of a WorkingDirectory', async () => {
  const shared = new Map([['before.txt', new Blob(['1'])]])
  const python: Python['run'] = async job => ({
    exitCode: 0,
    left: ['after.txt'],
    outputFiles: job.outputFiles.includes('**') ? [{ path: 'after.txt', content: new Blob(['2']) }] : [],
  })
  const done = await runTask(Script, { script: 'x' }, { python, shared })
  expect([...shared.keys()]).toEqual(['after.txt'])
  expect(done.outputs?.outputFiles).toEqual({})
})

it('copies namespace files, by its globs', async () => {
  const python = fakePython()
  const namespace = { 'lib/a.py': 'A', 'lib/b.py': 'B', 'data.csv': 'C' }
  await runTask(
    Script,
    { script: 'x', namespaceFiles: { enabled: true, include: ['lib/**'], exclude: ['**/b.py'] } },
    { python: python.run, namespace },
  )
  expect(python.jobs[0]?.inputFiles.map(({ path }) => path)).toEqual(['lib/a.py'])
})

it.each([undefined, { enabled: false }])('copies none with %o', async namespaceFiles => {
  const python = fakePython()
  await runTask(Script, { script: 'x', namespaceFiles }, { python: python.run, namespace: { a: 'A' } })
  expect(python.jobs[0]?.inputFiles).toEqual([])
})
