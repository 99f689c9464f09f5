import type { PyodideAPI } from 'pyodide'
import type { PythonCommand, PythonMessage } from '../src/runner'
import type { WorkerStart } from '../src/runner/protocol'
import { bootPyodide } from './python/boot'
import { bridgeFetch } from './python/network'
import RUN from './python/run.py?raw'
import { createStreams } from './python/streams'

/**
 * The Python worker of the untrusted zone: one interpreter, one task, then it is ended from outside. It starts as a
 * classic worker from a blob address and is told everything else by messages.
 */
type Unsigned<M> = M extends PythonMessage ? Omit<M, 'nonce'> : never
type PythonValue = { readonly toJs: (options?: object) => unknown; readonly destroy: () => void }

self.onmessage = ({ data }: MessageEvent<WorkerStart>) => {
  self.onmessage = null
  start(data)
}

function start(given: WorkerStart): void {
  const { nonce, port } = given
  const send = (message: Unsigned<PythonMessage>, transfer: Transferable[] = []) =>
    port.postMessage({ nonce, ...message }, transfer)
  const network = bridgeFetch(send)
  const lock = new TextDecoder().decode(given.bytes['lock.json'] ?? given.bytes['lock-whole.json'])
  const boot = bootPyodide(given, lock).then(python => ({ python, files: python.FS }))
  boot.then(
    () => send({ type: 'booted' }),
    (error: unknown) => send({ type: 'boot-failed', message: String(error) }),
  )
  port.onmessage = async ({ data }: MessageEvent<PythonCommand>) => {
    if (data.nonce !== nonce) return
    if (data.type === 'fetched' || data.type === 'fetch-failed') {
      network.answer(data)
      return
    }
    try {
      await carryOut(await boot, data, send)
    } catch (error) {
      send({ type: 'broken', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  }
}

type Task = Exclude<PythonCommand, { type: 'fetched' | 'fetch-failed' }>

/** The interpreter and its files, which can still be read when the interpreter has ended. */
type Booted = { readonly python: PyodideAPI; readonly files: PyodideAPI['FS'] }

async function carryOut({ python, files }: Booted, command: Task, send: Send): Promise<void> {
  switch (command.type) {
    case 'install':
      return install(python, command, send)
    case 'run':
      return run(python, files, command, send)
    case 'collect':
      return collect(files, command.paths, send)
    default:
      command satisfies never
  }
}

type Send = (message: Unsigned<PythonMessage>, transfer?: Transferable[]) => void

async function install(python: PyodideAPI, command: Extract<PythonCommand, { type: 'install' }>, send: Send) {
  try {
    if (command.packages.length > 0) await loadPackages(python, command.packages)
    if (command.requirements.length > 0) {
      await loadPackages(python, ['micropip'])
      const micropip = python.pyimport('micropip')
      await micropip.install(python.toPy(command.requirements))
    }
    send({ type: 'installed' })
  } catch (error) {
    send({ type: 'install-failed', message: error instanceof Error ? error.message : String(error) })
  }
}

/** Loads packages of the lock; what cannot be loaded is an error, not a line on the console. */
async function loadPackages(python: PyodideAPI, names: readonly string[]): Promise<void> {
  const failures: string[] = []
  const loaded = await python.loadPackage([...names], {
    messageCallback: () => undefined,
    errorCallback: message => failures.push(message),
  })
  const there = new Set(loaded.map(entry => entry.name))
  const missing = names.filter(name => !there.has(name) && !(name in python.loadedPackages))
  if (missing.length > 0) throw new Error(failures.join('\n') || `could not load ${missing.join(', ')}`)
}

async function run(
  python: PyodideAPI,
  fileSystem: PyodideAPI['FS'],
  command: Extract<PythonCommand, { type: 'run' }>,
  send: Send,
) {
  const streams = createStreams(lines => send({ type: 'lines', lines }))
  python.setStdout(streams.stdout)
  python.setStderr(streams.stderr)
  python.setStdin({ error: false, stdin: () => null })
  writeFiles(python, command.files)
  python.FS.mkdirTree(command.workingDir)
  python.FS.chdir(command.workingDir)
  python.runPython(RUN)
  setEnvironment(python, command.env)
  const missing = callPython(python, 'missing_imports', [command.source, command.importable], () => []) as string[]
  if (missing.length > 0) {
    await loadPackages(python, missing)
    send({ type: 'loaded', packages: missing })
  }
  const [exitCode, traceback] = (await runScript(python, command)) as [number, string | null]
  streams.end()
  const files = listFiles(fileSystem, command.workingDir).sort()
  send({ type: 'finished', exitCode, files, ...(traceback === null ? {} : { traceback }) })
}

/** Through `callPromising` the script may wait for promises (`asyncio.run`, HTTP) where the browser can switch stacks. */
async function runScript(python: PyodideAPI, command: Extract<PythonCommand, { type: 'run' }>): Promise<unknown> {
  const call = python.globals.get('run_script')
  try {
    const answer: PythonValue = await call.callPromising(
      command.source,
      command.fileName,
      python.toPy(command.arguments),
    )
    const ended = answer.toJs()
    answer.destroy()
    return ended
  } catch (error) {
    const code = /terminated with exit\((-?\d+)\)/.exec(String(error))?.[1]
    if (code !== undefined) return [Number(code) & 0xff, null]
    throw error
  } finally {
    call.destroy()
  }
}

/** Calls one of our own functions; a source that does not parse is told when it runs, so its error is passed over. */
function callPython(python: PyodideAPI, name: string, args: readonly unknown[], otherwise: () => unknown): unknown {
  const call = python.globals.get(name)
  try {
    const answer: PythonValue = call(...args.map(argument => python.toPy(argument)))
    const value = answer.toJs()
    answer.destroy()
    return value
  } catch {
    return otherwise()
  } finally {
    call.destroy()
  }
}

function setEnvironment(python: PyodideAPI, env: Readonly<Record<string, string>>): void {
  const environment = python.runPython('import os, random; random.seed(); os.environ')
  for (const [name, value] of Object.entries(env)) environment.set(name, value)
  environment.destroy()
}

function writeFiles(
  python: PyodideAPI,
  files: readonly { readonly path: string; readonly bytes: ArrayBuffer }[],
): void {
  for (const { path, bytes } of files) {
    python.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')) || '/')
    python.FS.writeFile(path, new Uint8Array(bytes), { canOwn: true })
  }
}

/** Every file below a folder, as paths relative to it. Read without Python, which may have ended by `os._exit`. */
function listFiles(fileSystem: PyodideAPI['FS'], folder: string, prefix = ''): string[] {
  const names: string[] = fileSystem.readdir(folder)
  return names
    .filter(name => name !== '.' && name !== '..')
    .flatMap(name => {
      const path = `${folder}/${name}`
      return fileSystem.isDir(fileSystem.stat(path).mode)
        ? listFiles(fileSystem, path, `${prefix}${name}/`)
        : [prefix + name]
    })
}

function collect(fileSystem: PyodideAPI['FS'], paths: readonly string[], send: Send): void {
  const files = paths.map(path => ({
    path,
    bytes: (fileSystem.readFile(path) as Uint8Array<ArrayBuffer>).slice().buffer,
  }))
  send(
    { type: 'collected', files },
    files.map(file => file.bytes),
  )
}
