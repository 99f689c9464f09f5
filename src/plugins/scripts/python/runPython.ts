import type { Outputs } from '../../../model'
import type { PythonJob, PythonResult, RuntimeFile } from '../../../runtimes'
import { type RunContext, TaskFailed, type Values } from '../../../task'
import { localCopies, readInputFiles } from '../files'
import { readNamespaceFiles } from '../namespaceFiles'
import { inHashOrder, type OutputLines, readOutputLines } from '../outputLines'
import type { PYTHON_PROPERTIES, SCRIPT_PROPERTIES } from '../properties'

/** Properties of a task that runs in Python's zone: a script, or commands of the small shell. */
type PythonValues = Values<typeof SCRIPT_PROPERTIES> & Partial<Pick<Values<typeof PYTHON_PROPERTIES>, 'dependencies'>>

/** What a task hands over to be run, rendered with the variables that only a script sees. */
export type Program = (extra: Readonly<Record<string, unknown>>) => Promise<PythonJob['program']>

/** Kestra puts these lines before a script, so that JSON pasted into it is Python. */
export const PRELUDE = 'true = True\nfalse = False\nnull = None\n'
export const PRELUDE_LINES = 3

/**
 * Runs a Python task as Kestra does: fresh working directory, files in, lines into the log, files out.
 * Source: Kestra `io.kestra.plugin.scripts.exec.scripts.runners.CommandsWrapper`.
 * @throws TaskFailed when the exit code is not 0; outputs so far are kept
 */
export async function runPython(values: PythonValues, program: Program, context: RunContext): Promise<Outputs> {
  const workingDir = `/tmp/${context.newId()}`
  const extra = extraVariables(values, workingDir)
  const copies = localCopies(workingDir, context)
  const inputFiles = await readInputFiles(await values.inputFiles(extra), context)
  context.log('TRACE', `Provided ${inputFiles.length} input(s).`)
  const written = await program(extra)
  const replaced = await replaceAddresses(written, copies.replace)
  const beforeCommands = await inOrder((await values.beforeCommands(extra)) ?? [], copies.replace)
  const env = (await values.env(extra)) ?? {}
  const lines = await readOutputLines(context)
  const result = await context.python.run(
    {
      taskId: context.task.id,
      program: replaced,
      beforeCommands,
      dependencies: values.dependencies ?? [],
      failFast: values.failFast,
      env: { ...env, WORKING_DIR: workingDir, ...(values.outputDirectory ? { OUTPUT_DIR: `${workingDir}/out` } : {}) },
      workingDir,
      inputFiles: [
        ...sharedFiles(context),
        ...(await readNamespaceFiles(values.namespaceFiles, context)),
        ...inputFiles,
        ...copies.files,
      ],
      extraFiles: [],
      http: context.http,
      outputFiles: patternsOf(values, context),
      ...(values.containerImage === undefined ? {} : { image: values.containerImage }),
    },
    { ...lines, note: context.note, progress: context.progress },
    context.signal,
  )
  return finish(values, result, lines, replaced, context)
}

/** Names of plain output files are known before the script runs; globs are not. */
function extraVariables(values: PythonValues, workingDir: string): Readonly<Record<string, unknown>> {
  const names = (values.outputFiles ?? []).filter(name => !/[*?[{]/.test(name))
  return {
    workingDir,
    outputFiles: Object.fromEntries(names.map(name => [name, `${workingDir}/${name}`])),
    ...(values.outputDirectory ? { outputDir: `${workingDir}/out` } : {}),
  }
}

async function replaceAddresses(
  program: PythonJob['program'],
  replace: (text: string) => Promise<string>,
): Promise<PythonJob['program']> {
  if (program.kind === 'script') return { kind: 'script', source: await replace(program.source) }
  return { kind: 'commands', commands: await inOrder(program.commands, replace) }
}

async function inOrder(texts: readonly string[], work: (text: string) => Promise<string>): Promise<readonly string[]> {
  const done: string[] = []
  for (const text of texts) done.push(await work(text))
  return done
}

const sharedFiles = ({ workingDirectory }: RunContext): readonly RuntimeFile[] =>
  [...(workingDirectory ?? [])].map(([path, content]) => ({ path, content }))

/** What to bring back: in a folder shared with other tasks, everything. */
const patternsOf = ({ outputFiles, outputDirectory }: PythonValues, { workingDirectory }: RunContext) =>
  workingDirectory ? ['**'] : [...(outputFiles ?? []), ...(outputDirectory ? ['out/**'] : [])]

async function finish(
  values: PythonValues,
  result: PythonResult,
  lines: OutputLines,
  program: PythonJob['program'],
  context: RunContext,
): Promise<Outputs> {
  const { exitCode } = result
  const files = keepShared(result.outputFiles, context)
  if (exitCode === 0) context.log('DEBUG', `Command succeed with exit code ${exitCode}`)
  const outputFiles = await storeFiles(values, files, context)
  context.log('TRACE', `Captured ${Object.keys(outputFiles).length} output file(s).`)
  if (exitCode === 0) noteMissing(values.outputFiles ?? [], result.left, context)
  const outputs = { vars: lines.vars(), exitCode, outputFiles: inHashOrder(outputFiles, 16) }
  if (exitCode === 0) return outputs
  context.log('ERROR', `io.kestra.core.models.tasks.runners.TaskException: Command failed with exit code ${exitCode}`)
  throw new TaskFailed(`Command failed with exit code ${exitCode}`, {
    outputs,
    ...failureOf(result, program),
  })
}

/** Files of a shared folder stay there for the next task. */
function keepShared(files: readonly RuntimeFile[], { workingDirectory }: RunContext): readonly RuntimeFile[] {
  if (!workingDirectory) return files
  workingDirectory.clear()
  for (const { path, content } of files) workingDirectory.set(path, content)
  return files
}

async function storeFiles(
  { outputFiles = [], outputDirectory }: PythonValues,
  files: readonly RuntimeFile[],
  { storage, newId, workingDirectory }: RunContext,
): Promise<Readonly<Record<string, string>>> {
  const { default: picomatch } = await import('picomatch')
  const wanted = workingDirectory
    ? picomatch([...outputFiles, ...(outputDirectory ? ['out/**'] : [])], { dot: true })
    : () => true
  const stored: Record<string, string> = {}
  for (const { path, content } of files) {
    if (workingDirectory && (outputFiles.length === 0 || !wanted(path))) continue
    const name = path.slice(path.lastIndexOf('/') + 1)
    stored[path] = await storage.put(`${newId()}-${name}`, content)
  }
  return stored
}

/** Kestra leaves a file that is not there out without a word; the task that reads it fails then. */
function noteMissing(patterns: readonly string[], left: readonly string[], context: RunContext): void {
  for (const [index, pattern] of patterns.entries()) {
    if (/[*?[{]/.test(pattern) || left.includes(pattern)) continue
    const line = context.lineOf(['outputFiles', index])
    const promise = line === undefined ? '' : `, which line ${line} promises`
    context.note('WARN', `${context.task.id} did not write ${pattern}${promise}. It wrote: ${namesOf(left)}.`)
  }
}

function namesOf(paths: readonly string[]): string {
  const names = paths.filter(path => !/^\d+\.(?:py|tmp)$/.test(path))
  if (names.length === 0) return 'nothing'
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
}

/** What the failure page shows of an uncaught exception: its last line, and the place in the script as written. */
function failureOf({ traceback }: PythonResult, program: PythonJob['program']) {
  if (traceback === undefined) return {}
  const explanation = traceback.trim().split('\n').at(-1) ?? ''
  if (program.kind !== 'script') return { explanation, stack: traceback }
  const line = Number([...traceback.matchAll(/\/\d+\.py", line (\d+)/g)].at(-1)?.[1]) - PRELUDE_LINES
  const source = program.source.slice(PRELUDE.length)
  return {
    explanation,
    stack: traceback,
    property: 'script',
    source,
    ...(line > 0 ? { at: offsetOfLine(source, line) } : {}),
  }
}

const offsetOfLine = (text: string, line: number): number =>
  text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, before) => sum + before.length + 1, 0)
