import picomatch from 'picomatch'
import type { Progress } from '../model'
import {
  ForeignMessage,
  type PythonCommand,
  type PythonMessage,
  type Resources,
  type Runner,
  type RunnerWorker,
  readPythonMessage,
} from '../runner'
import { type LockPackage, type Packages, packageTitle } from './packages'
import { packageName, readPipInstall, readRequirements } from './pip'
import {
  type HttpBroker,
  type JobListener,
  type Python,
  type PythonJob,
  type PythonResult,
  RuntimeLost,
} from './runtimes'
import { splitCommands } from './shellWords'

/** What Python needs around it; `runner` answers the frame of the execution. */
export type PythonOptions = {
  readonly runner: () => Promise<Runner>
  readonly resources: Resources
  readonly packages: Packages
  readonly http: HttpBroker
  readonly version: string
  readonly newId: () => string
}

/** Runs Python jobs in the untrusted zone: a fresh interpreter each, ended when the job is. */
export function createPython(options: PythonOptions): Python {
  return {
    run: async (job, listener, signal) => {
      signal.throwIfAborted()
      const plan = planInstall(job)
      if (plan.refused) return refuse(plan.refused, listener)
      const worker = await startWorker(options, job, plan, listener, signal)
      const talk = converse(options, worker, job, plan, listener, signal)
      try {
        return await talk
      } finally {
        worker.kill()
      }
    },
  }
}

/** What the commands before the script ask for. */
type InstallPlan = {
  readonly requirements: readonly { readonly text: string; readonly command: string }[]
  /** The first command that cannot be done here. */
  readonly refused?: string
}

function planInstall(job: PythonJob): InstallPlan {
  const requirements = job.dependencies.map(text => ({ text, command: `dependencies: ${text}` }))
  for (const command of job.beforeCommands.flatMap(splitCommands)) {
    const install = readPipInstall(command)
    if (!install) return { requirements, refused: command }
    for (const text of install.requirements) requirements.push({ text, command })
    for (const path of install.requirementFiles) {
      const file = job.inputFiles.find(input => input.path === path)
      if (!file) return { requirements, refused: command }
    }
  }
  return { requirements }
}

function refuse(command: string, listener: JobListener): PythonResult {
  const name = command.split(/\s+/)[0] ?? command
  listener.stderr(`${name}: not found`)
  listener.note('ERROR', `${name} does not exist here. Only pip install runs before a script.`)
  return { exitCode: 127, outputFiles: [], left: [] }
}

const PROGRESS = { id: 'pyodide', title: 'Python 3.14' } as const

async function startWorker(
  { runner, resources, packages, version }: PythonOptions,
  job: PythonJob,
  plan: InstallPlan,
  listener: JobListener,
  signal: AbortSignal,
): Promise<RunnerWorker> {
  const tell = (progress: Omit<Progress, 'id' | 'title' | 'taskId'>) =>
    listener.progress({ ...PROGRESS, taskId: job.taskId, ...progress })
  const frame = await runner()
  const folder = `pyodide/${version}/`
  const files = [...SCRIPTS.map(name => folder + name), folder + WASM, folder + LIBRARY, WORKER]
  const received = new Map<string, number>()
  const manifest = await resources.manifest()
  const total = files.reduce((sum, path) => sum + (manifest[path]?.bytes ?? 0), 0)
  const load = (path: string) => () =>
    resources.load(path, signal, bytes => {
      received.set(path, bytes)
      tell({ phase: 'downloading', received: [...received.values()].reduce((sum, each) => sum + each, 0), total })
    })
  const lock = await packages.lockFor(
    plan.requirements.map(({ text }) => packageName(text)),
    signal,
  )
  const lockName = lock.whole ? 'lock-whole.json' : 'lock.json'
  const lockBytes = new TextEncoder().encode(lock.text)
  await Promise.all([
    ...SCRIPTS.map(name => frame.put(name, load(folder + name))),
    frame.put('python.worker.js', load(WORKER)),
    frame.put(LIBRARY, load(folder + LIBRARY)),
    frame.compile(WASM, load(folder + WASM)),
    frame.put(lockName, async () => lockBytes.buffer),
  ])
  signal.throwIfAborted()
  tell({ phase: 'starting' })
  return frame.spawn('python', { scripts: SCRIPTS, bytes: [LIBRARY, lockName], modules: [WASM] })
}

const SCRIPTS = ['pyodide.asm.mjs', 'pyodide.mjs']
const WASM = 'pyodide.asm.wasm'
const LIBRARY = 'python_stdlib.zip'
const WORKER = 'runner/python.worker.js'

type Unsigned<C> = C extends PythonCommand ? Omit<C, 'nonce'> : never

/** Leads one job through: boot, install, run, collect. Rejects on kill, time-out, loss. */
async function converse(
  options: PythonOptions,
  worker: RunnerWorker,
  job: PythonJob,
  plan: InstallPlan,
  listener: JobListener,
  signal: AbortSignal,
): Promise<PythonResult> {
  const { nonce } = await options.runner()
  const vendored = await options.packages.vendored()
  const send = (command: Unsigned<PythonCommand>, transfer: Transferable[] = []) =>
    worker.port.postMessage({ nonce, ...command }, transfer)
  const inbox = openInbox(worker, nonce, signal)
  let installing = true
  inbox.onMessage(message => {
    if (message.type === 'lines') for (const line of message.lines) listener[line.stream](line.text)
    else if (message.type === 'loaded') noteLoaded(message.packages, vendored, listener)
    else if (message.type === 'fetch') {
      const asked = message
      void answerFetch(options, asked, installing, plan, job, listener, signal).then(
        ({ status, headers, body }) => send({ type: 'fetched', id: asked.id, status, headers, body }, [body]),
        (error: unknown) =>
          send({ type: 'fetch-failed', id: asked.id, message: error instanceof Error ? error.message : String(error) }),
      )
    }
  })
  const booted = await inbox.next('booted', 'boot-failed')
  if (booted.type === 'boot-failed') throw new RuntimeLost(`Python did not start: ${booted.message}`)
  listener.progress({ ...PROGRESS, taskId: job.taskId, phase: 'ready' })
  const failed = await install(plan, job, vendored, send, inbox)
  if (failed !== undefined) return installFailed(failed, listener)
  installing = job.program.kind !== 'script'
  const files = await Promise.all([
    ...job.inputFiles.map(file => readFile(`${job.workingDir}/${file.path}`, file.content)),
    ...job.extraFiles.map(file => readFile(file.path, file.content)),
  ])
  const source = job.program.kind === 'script' ? job.program.source : job.program.commands.join('\n')
  send(
    {
      type: 'run',
      source,
      fileName: `/tmp/${options.newId()}/${Date.now()}.py`,
      arguments: [],
      env: { ...job.env, WORKING_DIR: job.workingDir },
      workingDir: job.workingDir,
      files,
      importable: importNames(vendored),
    },
    files.map(file => file.bytes),
  )
  const finished = await inbox.next('finished')
  if (finished.type !== 'finished') throw new ForeignMessage('expected the end of a script')
  const wanted = picomatch([...job.outputFiles], { dot: true })
  const paths = job.outputFiles.length === 0 ? [] : finished.files.filter(path => wanted(path))
  const outputFiles = paths.length === 0 ? [] : await collect(paths, job.workingDir, send, inbox)
  return {
    exitCode: finished.exitCode,
    outputFiles,
    left: finished.files,
    ...(finished.traceback === undefined ? {} : { traceback: finished.traceback }),
  }
}

const importNames = (packages: Readonly<Record<string, LockPackage>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.values(packages).flatMap(entry => entry.imports.map(name => [name, entry.name])))

const readFile = async (path: string, content: Blob) => ({ path, bytes: await content.arrayBuffer() })

type Inbox = {
  readonly onMessage: (listener: (message: PythonMessage) => void) => void
  /** The next message of these types. Rejects on kill, time-out, loss. */
  readonly next: (...types: PythonMessage['type'][]) => Promise<PythonMessage>
}

function openInbox(worker: RunnerWorker, nonce: string, signal: AbortSignal): Inbox {
  let listen: (message: PythonMessage) => void = () => undefined
  let wanted: { types: readonly string[]; resolve: (message: PythonMessage) => void } | undefined
  const early: PythonMessage[] = []
  let breakOff: (error: Error) => void = () => undefined
  const stopped = new Promise<never>((_, reject) => {
    breakOff = reject
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    worker.lost.catch(error =>
      reject(new RuntimeLost(`The Python worker stopped: ${error.message || 'most often from lack of memory'}`)),
    )
  })
  stopped.catch(() => undefined)
  worker.port.onmessage = ({ data }) => {
    const message = readPythonMessage(data, nonce)
    if (message.type === 'broken') breakOff(new RuntimeLost(`The Python worker broke: ${message.message}`))
    else if (wanted?.types.includes(message.type)) {
      wanted.resolve(message)
      wanted = undefined
    } else if (['lines', 'loaded', 'fetch'].includes(message.type)) listen(message)
    else early.push(message)
  }
  const next: Inbox['next'] = (...types) => {
    const at = early.findIndex(message => types.includes(message.type))
    const found = at === -1 ? undefined : early.splice(at, 1)[0]
    if (found) return Promise.resolve(found)
    const arrival = new Promise<PythonMessage>(resolve => {
      wanted = { types, resolve }
    })
    return Promise.race([arrival, stopped])
  }
  return {
    onMessage: listener => {
      listen = listener
    },
    next,
  }
}

async function install(
  plan: InstallPlan,
  job: PythonJob,
  vendored: Readonly<Record<string, LockPackage>>,
  send: (command: Unsigned<PythonCommand>) => void,
  inbox: Inbox,
): Promise<string | undefined> {
  const requirements = [...plan.requirements.map(({ text }) => text), ...(await requirementFiles(job))]
  if (requirements.length === 0) return undefined
  const direct = requirements.filter(
    text => Object.hasOwn(vendored, packageName(text)) && /^[\w.-]+$/.test(text.trim()),
  )
  const others = requirements.filter(text => !direct.includes(text))
  send({ type: 'install', packages: direct.map(packageName), requirements: others, lock: '' })
  const answer = await inbox.next('installed', 'install-failed')
  return answer.type === 'install-failed' ? answer.message : undefined
}

async function requirementFiles(job: PythonJob): Promise<readonly string[]> {
  const paths = job.beforeCommands
    .flatMap(splitCommands)
    .flatMap(command => readPipInstall(command)?.requirementFiles ?? [])
  const texts = await Promise.all(
    paths.map(path => job.inputFiles.find(file => file.path === path)?.content.text() ?? ''),
  )
  return texts.flatMap(readRequirements)
}

function installFailed(message: string, listener: JobListener): PythonResult {
  const line = message.trim().split('\n').at(-1) ?? message
  listener.stderr(line)
  return { exitCode: 1, outputFiles: [], left: [] }
}

function noteLoaded(
  names: readonly string[],
  vendored: Readonly<Record<string, LockPackage>>,
  listener: JobListener,
): void {
  for (const name of names) {
    const entry = vendored[name]
    listener.note(
      'WARN',
      `${entry ? packageTitle(entry) : name} was loaded because the script imports it. In Kestra the script needs pip install ${name}.`,
    )
  }
}

async function collect(
  paths: readonly string[],
  workingDir: string,
  send: (command: Unsigned<PythonCommand>) => void,
  inbox: Inbox,
): Promise<PythonResult['outputFiles']> {
  send({ type: 'collect', paths: paths.map(path => `${workingDir}/${path}`) })
  const answer = await inbox.next('collected')
  if (answer.type !== 'collected') throw new ForeignMessage('expected files')
  return paths.map((path, index) => ({ path, content: new Blob([answer.files[index]?.bytes ?? new ArrayBuffer(0)]) }))
}

type Fetch = Extract<PythonMessage, { type: 'fetch' }>
type Fetched = {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: ArrayBuffer
}

/** Answers a call of the interpreter: packages while it installs, the gate for everything else. */
async function answerFetch(
  { packages, http }: PythonOptions,
  asked: Fetch,
  installing: boolean,
  plan: InstallPlan,
  job: PythonJob,
  listener: JobListener,
  signal: AbortSignal,
): Promise<Fetched> {
  if (installing || asked.url.startsWith('https://runtime.invalid/')) {
    const response = await packages.fetch(asked.url, signal, (wheel, received, total) => {
      const purpose = plan.requirements.find(({ text }) => packageName(text) === wheel.name)?.command
      listener.progress({
        id: `package:${wheel.name}`,
        title: packageTitle(wheel),
        taskId: job.taskId,
        phase: received === total ? 'ready' : 'downloading',
        received,
        ...(purpose === undefined ? {} : { purpose: `asked for by ${purpose}` }),
        ...(total === undefined ? {} : { total }),
      })
    })
    return { status: response.status, headers: [...response.headers], body: await response.arrayBuffer() }
  }
  const answer = await http.send(
    {
      method: asked.method,
      url: asked.url,
      headers: asked.headers,
      followRedirects: true,
      ...(asked.body === undefined ? {} : { body: new Blob([asked.body]) }),
    },
    signal,
  )
  return { status: answer.status, headers: answer.headers, body: await answer.body.arrayBuffer() }
}
