import type { PyodideAPI } from 'pyodide'
import type { Importable, PythonCommand, PythonMessage } from '../src/runner'
import type { WorkerGift, WorkerPulse, WorkerStart } from '../src/runner/protocol'
import { makePulse } from '../src/runner/pulse'
import { bootPyodide, bytesOf } from './python/boot'
import { growByDoubling, type MemoryNode } from './python/files'
import { createInstaller, loadPackages } from './python/install'
import { bridgeFetch } from './python/network'
import { createGifts, createPacks, type Gifts, makePack } from './python/packs'
import { createPrograms, preloadModules, writeModules } from './python/programs'
import { createStreams } from './python/streams'

/**
 * The Python worker of the untrusted zone: one interpreter, one task, then it is ended from outside. It starts as a
 * classic worker from a blob address and is told everything else by messages.
 */
type Unsigned<M> = M extends PythonMessage ? Omit<M, 'nonce'> : never
export type Send = (message: Unsigned<PythonMessage>, transfer?: Transferable[]) => void

self.onmessage = ({ data }: MessageEvent<WorkerStart>) => {
  self.onmessage = null
  start(data)
}

function start(given: WorkerStart): void {
  if (given.makes === 'snapshot') void makeSnapshot(given)
  else if (given.makes === 'packs') void makePacks(given)
  else serve(given)
}

/** Boots, imports what every task needs, and answers with the memory as it then is. */
async function makeSnapshot(given: WorkerStart): Promise<void> {
  const { nonce, port } = given
  try {
    const python = await bootPyodide(given, await lockOf(given))
    preloadModules(python)
    const { buffer } = python.makeMemorySnapshot() as Uint8Array<ArrayBuffer>
    port.postMessage({ nonce, type: 'snapshot', bytes: buffer }, [buffer])
  } catch (error) {
    port.postMessage({ nonce, type: 'boot-failed', message: String(error) })
  }
}

/** Boots, and answers every wheel with its pack. */
async function makePacks(given: WorkerStart): Promise<void> {
  const { nonce, port } = given
  const boot = lockOf(given).then(async lock => {
    const python = await bootPyodide(given, lock)
    writeModules(python)
    return python
  })
  port.onmessage = async ({ data }: MessageEvent<ArrayBuffer>) => {
    try {
      const python = await boot
      const pack = makePack(python, data)
      const parts = pack ? [pack.content, ...pack.libraries.map(({ bytes }) => bytes)] : []
      port.postMessage({ nonce, type: 'pack', pack }, parts)
    } catch (error) {
      port.postMessage({ nonce, type: 'boot-failed', message: String(error) })
    }
  }
}

async function lockOf({ bytes }: WorkerStart): Promise<string> {
  const held = bytes['lock.json'] ?? bytes['lock-whole.json']
  return held ? new TextDecoder().decode(await bytesOf(held)) : ''
}

function serve(given: WorkerStart): void {
  const { nonce, port } = given
  const send: Send = (message, transfer = []) => port.postMessage({ nonce, ...message }, transfer)
  self.postMessage({ nonce, pulse: makePulse() } satisfies WorkerPulse)
  send({ type: 'here' })
  const network = bridgeFetch(send)
  const gifts = createGifts()
  self.onmessage = ({ data }: MessageEvent<WorkerGift>) => {
    if (data.nonce === nonce) gifts.receive(data)
  }
  const boot = lockOf(given)
    .then(lock => bootPyodide(given, lock))
    .then(python => createTasks(python, send, gifts))
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
      await (await boot)(data)
    } catch (error) {
      send({ type: 'broken', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  }
}

type Task = Exclude<PythonCommand, { type: 'fetched' | 'fetch-failed' }>

/** Carries out what the trusted zone asks of a booted interpreter. */
function createTasks(python: PyodideAPI, send: Send, gifts: Gifts): (command: Task) => Promise<void> {
  const files = python.FS
  growByDoubling(python)
  const streams = createStreams(lines => send({ type: 'lines', lines }))
  const packs = createPacks(python, gifts)
  const installer = createInstaller(python, packs.install, send)
  const programs = createPrograms(python, installer.pip)
  python.setStdout(streams.stdout)
  python.setStderr(streams.stderr)
  python.setStdin({ error: false, stdin: () => null })
  let workingDir = '/'

  const finish = ({ exitCode, traceback, notHere }: Awaited<ReturnType<typeof programs.shell>>): void => {
    streams.end()
    send({
      type: 'finished',
      exitCode,
      files: listFiles(files, workingDir).sort(),
      ...(traceback === undefined ? {} : { traceback }),
      ...(notHere === undefined ? {} : { notHere }),
    })
  }

  /** Loads what programs import and what is not there; false when it could not be had, which is told. */
  const loadImports = async (read: () => readonly string[], importable: Importable): Promise<boolean> => {
    if (Object.keys(importable).length === 0) return true
    const missing = [...new Set(read().flatMap(source => programs.missingImports(source, importable)))]
    if (missing.length === 0) return true
    try {
      await loadPackages(python, missing)
      send({ type: 'loaded', packages: missing })
      return true
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      send({ type: 'load-failed', packages: missing, message })
      return false
    }
  }

  /** What commands may run: the modules of the working directory, and what they say themselves (`python -c`). */
  const sourcesAround = (text: string): readonly string[] => {
    const imports = [...text.matchAll(/\b(?:import|from)\s+(\w+)/g)].map(([, name]) => `import ${name}`)
    const modules = listFiles(files, workingDir).filter(path => path.endsWith('.py'))
    return [...imports, ...modules.map(path => files.readFile(`${workingDir}/${path}`, { encoding: 'utf8' }))]
  }

  return async command => {
    switch (command.type) {
      case 'preload':
        await packs.install(command.packs)
        await loadPackages(python, command.packages)
        await programs.preload(command.modules)
        return send({ type: 'preloaded' })
      case 'prepare':
        workingDir = command.workingDir
        for (const { path, bytes } of command.files) writeFile(files, path, bytes)
        files.mkdirTree(workingDir)
        files.chdir(workingDir)
        return programs.prepare(command.env)
      case 'script':
        if (!(await loadImports(() => [command.source], command.importable))) return
        writeFile(files, command.fileName, new TextEncoder().encode(command.source).buffer)
        return finish(await programs.script(command.source, command.fileName))
      case 'shell':
        if (!(await loadImports(() => sourcesAround(command.text), command.importable))) return
        return finish(await programs.shell(command.text, command.failFast))
      case 'install':
      case 'install-refused':
        return installer.answer(command)
      case 'collect':
        return collect(files, command.paths, send)
      default:
        return command satisfies never
    }
  }
}

type Files = PyodideAPI['FS']

function writeFile(files: Files, path: string, bytes: ArrayBuffer): void {
  files.mkdirTree(path.slice(0, path.lastIndexOf('/')) || '/')
  files.writeFile(path, new Uint8Array(bytes), { canOwn: true })
}

/** Every file below a folder, as paths relative to it. Read without Python, which may have ended by `os._exit`. */
function listFiles(files: Files, folder: string, prefix = ''): string[] {
  const names: string[] = files.readdir(folder)
  return names
    .filter(name => name !== '.' && name !== '..' && name !== '__pycache__')
    .flatMap(name => {
      const path = `${folder}/${name}`
      return files.isDir(files.stat(path).mode) ? listFiles(files, path, `${prefix}${name}/`) : [prefix + name]
    })
}

function collect(files: Files, paths: readonly string[], send: Send): void {
  send({ type: 'collected', files: paths.map(path => ({ path, content: new Blob([contentOf(files, path)]) })) })
}

/** The bytes of a file where they lie, without a copy. */
function contentOf(files: Files, path: string): Uint8Array<ArrayBuffer> {
  const { contents, usedBytes } = files.lookupPath(path, { follow: true }).node as unknown as MemoryNode
  return contents instanceof Uint8Array ? contents.subarray(0, usedBytes) : new Uint8Array(files.readFile(path))
}
