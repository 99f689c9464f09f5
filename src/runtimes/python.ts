import picomatch from 'picomatch'
import type { PythonMessage, Resources, Runner } from '../runner'
import { impliedByImage, importNames, SYSTEM } from './images'
import { createInstaller, explainFailure } from './installer'
import { createInterpreters, type Tell } from './interpreters'
import { isDownloadError, NOWHERE, type Packages, PackageUnavailable } from './packages'
import { arePacked, givePacks } from './packing'
import type { Packs } from './packs'
import { readPipInstall, readRequirements } from './pip'
import { noteLoaded, noteTraceback, withAdvice } from './pythonNotes'
import type { PythonWorker } from './pythonWorker'
import { packageName } from './requirement'
import { type HttpBroker, type JobListener, type Python, type PythonJob, type PythonResult, TooLarge } from './runtimes'
import { splitCommands } from './shellWords'
import type { Snapshots } from './snapshot'
import { watched } from './watched'

/** What Python needs around it; `runner` answers the frame of the execution. */
export type PythonOptions = {
  readonly runner: () => Promise<Runner>
  readonly resources: Resources
  readonly packages: Packages
  readonly version: string
  readonly newId: () => string
  /** Memories to begin from; every interpreter boots plainly when absent. */
  readonly snapshots?: Snapshots
  /** Packages made ready; every one is unpacked when absent. */
  readonly packs?: Packs
}

/** Runs Python jobs in the untrusted zone: a fresh interpreter each, ended when the job is. */
export function createPython(options: PythonOptions): Python & PreparingPython {
  const interpreters = createInterpreters(options)
  let recent: readonly string[] = []
  return {
    prepare: interpreters.prepare,
    recent: () => recent,
    run: async (given, listener, signal) => {
      signal.throwIfAborted()
      refuseTooLarge(given)
      const job = await withImage(given, options.packages, listener)
      const asked = await readAsked(job)
      const lock = await options.packages.lockFor(await namesToLoad(asked, options))
      const tell: Tell = progress => listener.progress({ ...PROGRESS, taskId: job.taskId, ...progress })
      recent = await packagesToKeep(job, asked, options.packages)
      return watched(await options.runner(), async () => {
        const worker = await interpreters.take(lock, recent, tell, signal)
        try {
          tell({ phase: 'ready' })
          const result = await converse(options, worker, job, asked, listener, signal)
          interpreters.prepareNext()
          return result
        } finally {
          worker.kill()
        }
      })
    },
  }
}

/** A Python that can get ready for jobs like an earlier one: with the packages of the site that it installed. */
export type PreparingPython = {
  readonly prepare: (packages: readonly string[]) => void
  /** Those of the last job. */
  readonly recent: () => readonly string[]
}

/** Packages of the site that a job installs, sorted; none where it asks for anything else, or sets their variables. */
async function packagesToKeep(job: PythonJob, asked: readonly Asked[], packages: Packages): Promise<readonly string[]> {
  const vendored = await packages.vendored()
  const plain = asked.every(({ text }) => /^[\w.-]+$/.test(text) && Object.hasOwn(vendored, packageName(text)))
  const names = [...new Set(asked.map(({ text }) => packageName(text)))].sort()
  const tuned = Object.keys(job.env).some(key => names.some(name => key.toLowerCase().startsWith(`${name}_`)))
  return plain && !tuned ? names : []
}

/** Bytes of input files that an interpreter holds: it has them in memory, all at once. */
const MOST_INPUT = 1_000_000_000

/** @throws TooLarge before anything is read */
export function refuseTooLarge({ inputFiles, extraFiles }: Pick<PythonJob, 'inputFiles' | 'extraFiles'>): void {
  const files = [...inputFiles, ...extraFiles].sort((one, other) => other.content.size - one.content.size)
  const [largest] = files
  const size = files.reduce((sum, { content }) => sum + content.size, 0)
  if (!largest || size <= MOST_INPUT) return
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
  const subject =
    files.length === 1 ? `${largest.path} has ${gigabytes(size)}` : `The input files have ${gigabytes(size)}`
  throw new TooLarge(
    `${subject}, and Python in a browser holds at most ${gigabytes(MOST_INPUT)}. A DuckDB query reads such a file where it lies, or a part of it can be stored first.`,
  )
}

const PROGRESS = { id: 'pyodide', title: 'Python 3.14' } as const

/** A requirement and the command or property that asks for it. */
type Asked = { readonly text: string; readonly purpose: string }

/** What the commands of a job will ask for, read before they run. */
async function readAsked(job: PythonJob): Promise<readonly Asked[]> {
  const asked: Asked[] = job.dependencies.map(text => ({ text, purpose: `dependencies: ${text}` }))
  const commands = job.program.kind === 'commands' ? job.program.commands : []
  for (const purpose of [...job.beforeCommands, ...commands].flatMap(splitCommands)) {
    const install = readPipInstall(purpose)
    if (!install) continue
    for (const text of install.requirements) asked.push({ text, purpose })
    for (const path of install.requirementFiles) {
      const file = job.inputFiles.find(input => input.path === path)
      const lines = file ? readRequirements(await file.content.text()) : []
      asked.push(...lines.map(text => ({ text, purpose })))
    }
  }
  return asked
}

/** A job that installs what its image brings in Kestra, as far as its program imports it. */
async function withImage(job: PythonJob, packages: Packages, listener: JobListener): Promise<PythonJob> {
  const asked = (await readAsked(job)).map(({ text }) => packageName(text))
  const implied = await impliedByImage(job, asked, packages.all)
  if (implied.length === 0) return job
  const [names, verb] = [implied.join(', '), implied.length === 1 ? 'is' : 'are']
  listener.note(
    'INFO',
    `${names} ${verb} installed because the image ${job.image} brings ${implied.length === 1 ? 'it' : 'them'} in Kestra.`,
  )
  return { ...job, beforeCommands: [`pip install ${implied.map(quoted).join(' ')}`, ...job.beforeCommands] }
}

/** Names of packages that the lock must know: those asked for, unless packs hold them. */
async function namesToLoad(asked: readonly Asked[], { packages, packs }: PythonOptions): Promise<readonly string[]> {
  const groups = Map.groupBy(asked, ({ purpose }) => purpose).values()
  const texts = [...groups].map(group => group.map(({ text }) => text))
  return (await arePacked(packs, packages, texts)) ? [] : asked.map(({ text }) => packageName(text))
}

/** Leads one job through: boot, prepare, install, run, collect. Rejects on kill, time-out, loss. */
async function converse(
  options: PythonOptions,
  worker: PythonWorker,
  job: PythonJob,
  asked: readonly Asked[],
  listener: JobListener,
  signal: AbortSignal,
): Promise<PythonResult> {
  const answering = answerMessages(options, worker, job, asked, listener, signal)
  const files = await Promise.all([
    ...job.inputFiles.map(file => readFile(`${job.workingDir}/${file.path}`, file.content)),
    ...job.extraFiles.map(file => readFile(file.path, file.content)),
  ])
  worker.send(
    { type: 'prepare', workingDir: job.workingDir, env: job.env, files },
    files.map(file => file.bytes),
  )
  const before = shellText([...job.dependencies.map(text => `pip install ${quoted(text)}`), ...job.beforeCommands])
  if (before !== '') {
    const finished = await runShell(worker, before, job.failFast)
    const failed = answering.failedDownload()
    if (failed && finished.exitCode !== 0) throw withAdvice(failed)
    if (finished.exitCode !== 0 && job.failFast) return ended(finished, [], listener)
  }
  answering.programStarts()
  const finished = await runProgram(options, worker, job, answering.failedDownload)
  return ended(finished, await collect(worker, job, finished.files), listener)
}

type Finished = Extract<PythonMessage, { type: 'finished' }>

const shellText = (commands: readonly string[]): string => commands.join('\n').trim()

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

function runShell(worker: PythonWorker, text: string, failFast: boolean): Promise<Finished> {
  worker.send({ type: 'shell', text, failFast, importable: {} })
  return worker.next('finished')
}

async function runProgram(
  { packages, newId }: PythonOptions,
  worker: PythonWorker,
  job: PythonJob,
  failedDownload: () => Error | undefined,
): Promise<Finished> {
  const { program, failFast } = job
  if (program.kind === 'commands') {
    worker.send({ type: 'shell', text: shellText(program.commands), failFast, importable: SYSTEM })
  } else {
    const fileName = `${job.workingDir}/${scriptName(newId())}`
    const importable = { ...importNames(await packages.vendored()), ...SYSTEM }
    worker.send({ type: 'script', source: program.source, fileName, importable })
  }
  const answer = await worker.next('finished', 'load-failed')
  if (answer.type === 'finished') return answer
  throw failedDownload() ?? new PackageUnavailable(await explainFailure(answer.message, answer.packages, packages))
}

/** A name as Java gives its temporary files. */
const scriptName = (id: string): string =>
  `${[...id]
    .map(character => character.charCodeAt(0) % 10)
    .join('')
    .slice(0, 19)}.py`

function ended(finished: Finished, outputFiles: PythonResult['outputFiles'], listener: JobListener): PythonResult {
  const { exitCode, files, traceback, notHere } = finished
  if (notHere !== undefined) {
    listener.note('ERROR', `There is no ${notHere} here. ${WHAT_RUNS}`)
  }
  if (traceback !== undefined) noteTraceback(traceback, listener)
  return { exitCode, outputFiles, left: files, ...(traceback === undefined ? {} : { traceback }) }
}

const WHAT_RUNS =
  'Commands run in a small shell: python, pip install, and the usual ones for text and files, such as echo, cat, cp and grep.'

const readFile = async (path: string, content: Blob) => ({ path, bytes: await content.arrayBuffer() })

async function collect(
  worker: PythonWorker,
  job: PythonJob,
  files: readonly string[],
): Promise<PythonResult['outputFiles']> {
  if (job.outputFiles.length === 0) return []
  const wanted = picomatch([...job.outputFiles], { dot: true })
  const paths = files.filter(path => wanted(path))
  if (paths.length === 0) return []
  worker.send({ type: 'collect', paths: paths.map(path => `${job.workingDir}/${path}`) })
  const answer = await worker.next('collected')
  return paths.map((path, index) => ({ path, content: answer.files[index]?.content ?? new Blob() }))
}

/** Answers what comes while a job runs: printed lines, installations, calls to the outside. */
function answerMessages(
  { packages, packs }: PythonOptions,
  worker: PythonWorker,
  job: PythonJob,
  asked: readonly Asked[],
  listener: JobListener,
  signal: AbortSignal,
): { readonly programStarts: () => void; readonly failedDownload: () => Error | undefined } {
  // What an installation came to is kept only while no code of the flow has run that could have had a hand in it.
  let untouched = job.beforeCommands.flatMap(splitCommands).every(command => readPipInstall(command) !== undefined)
  const installer = createInstaller(packages, listener, job.taskId, signal)
  const wanted = new Map<number, readonly string[]>()
  let failed: Error | undefined
  const purposeOf = (url: string): string | undefined => {
    const file = url
      .slice(url.lastIndexOf('/') + 1)
      .replace(/_/g, '-')
      .toLowerCase()
    return asked.find(({ text }) => file.startsWith(`${packageName(text)}-`))?.purpose
  }

  const pip = async (id: number, requirements: readonly string[], plain: boolean): Promise<void> => {
    if (plain) packs?.giveUp()
    try {
      wanted.set(id, requirements)
      const installation = await installer.decide(requirements)
      const given = await givePacks(worker, packs, packages, installation)
      const wheels = await Promise.all(given.wheels.map(installer.load))
      worker.send({ type: 'install', id, ...given, requirements: installation.requirements, wheels }, wheels)
    } catch (error) {
      signal.throwIfAborted()
      if (isDownloadError(error)) failed = error
      worker.send({ type: 'install-refused', id, message: error instanceof Error ? error.message : String(error) })
    }
  }

  const answerFetch = async (call: Extract<PythonMessage, { type: 'fetch' }>): Promise<void> => {
    try {
      const installing = wanted.size > 0 || call.url.startsWith(NOWHERE)
      const answer = installing
        ? await installer.answer(call.url, purposeOf(call.url))
        : await callOut(job.http, call, signal)
      worker.send({ type: 'fetched', id: call.id, ...answer }, [answer.body])
    } catch (error) {
      if (signal.aborted) return
      if (isDownloadError(error)) failed = error
      worker.send({
        type: 'fetch-failed',
        id: call.id,
        message: error instanceof Error ? error.message : String(error),
      })
    }
  }

  worker.onMessage(message => {
    switch (message.type) {
      case 'lines':
        for (const line of message.lines) listener[line.stream](line.text)
        return
      case 'loaded':
        void packages.vendored().then(vendored => noteLoaded(message.packages, vendored, listener))
        return
      case 'pip':
        void pip(message.id, message.requirements, message.plain).catch(() => undefined)
        return
      case 'installed':
        if (untouched) void installer.keep().catch(() => undefined)
        wanted.delete(message.id)
        return
      case 'install-failed':
        void installer.explain(message.message, wanted.get(message.id) ?? []).then(text => listener.note('ERROR', text))
        wanted.delete(message.id)
        return
      case 'fetch':
        void answerFetch(message)
        return
      default:
    }
  })
  return {
    programStarts: () => {
      untouched = false
    },
    failedDownload: () => failed,
  }
}

async function callOut(http: HttpBroker, call: Extract<PythonMessage, { type: 'fetch' }>, signal: AbortSignal) {
  const answer = await http.send(
    {
      method: call.method,
      url: call.url,
      headers: call.headers,
      followRedirects: true,
      ...(call.body === undefined ? {} : { body: new Blob([call.body]) }),
    },
    signal,
  )
  return { status: answer.status, headers: answer.headers, body: await answer.body.arrayBuffer() }
}
