import type { Progress } from '../model'
import { givePacks } from './packing'
import type { PythonOptions } from './python'
import { type PythonWorker, startPythonWorker } from './pythonWorker'
import { RuntimeLost } from './runtimes'
import type { Snapshots } from './snapshot'

/** Told while an interpreter is on its way. */
export type Tell = (progress: Pick<Progress, 'phase' | 'received' | 'total'>) => void

type LockText = { readonly text: string; readonly whole: boolean }

/** Milliseconds after a job in which no snapshot is begun, so that what follows has the machine for itself. */
const PAUSE = 3_000

/** The same for an interpreter, which takes less: a short query comes before it. */
const SHORT_PAUSE = 100

/** An interpreter kept ready, with packages in it. */
type Spare = { readonly worker: Promise<PythonWorker>; readonly packages: readonly string[] }

/**
 * Interpreters that have booted, one a job. Where the memory of a booted one is at hand they begin from it, and one is
 * kept ready for the next job, with the packages of the job before loaded and imported: only a job that asks for the
 * very same ones gets it.
 */
export function createInterpreters({ runner, resources, version, packages, snapshots, packs }: PythonOptions) {
  let spare: Spare | undefined
  let soon: ReturnType<typeof setTimeout> | undefined

  const boot = async (
    lock: LockText,
    snapshot: Blob | undefined,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<PythonWorker> => {
    const worker = await startPythonWorker({ frame: await runner(), resources, version, lock, snapshot, tell, signal })
    worker.stopWith(signal)
    try {
      const booted = await worker.next('booted', 'boot-failed')
      if (booted.type === 'booted') return worker
      throw new RuntimeLost(`Python did not start: ${booted.message}`)
    } catch (error) {
      worker.kill()
      throw error
    }
  }

  const start = async (lock: LockText, tell: Tell, signal: AbortSignal): Promise<PythonWorker> => {
    signal.throwIfAborted()
    const snapshot = await snapshots?.find()
    try {
      return await boot(lock, snapshot, tell, signal)
    } catch (error) {
      if (!snapshot || signal.aborted) throw error
      await snapshots?.forget()
      return boot(lock, undefined, tell, signal)
    }
  }

  const drop = (unused: Spare): void => {
    spare = undefined
    unused.worker.then(({ kill }) => kill()).catch(() => undefined)
  }

  /** @param wanted packages of the site that the job installs */
  const take = async (
    lock: LockText,
    wanted: readonly string[],
    tell: Tell,
    signal: AbortSignal,
  ): Promise<PythonWorker> => {
    clearTimeout(soon)
    const ready = spare
    if (!ready) return start(lock, tell, signal)
    if (lock.whole || (ready.packages.length > 0 && String(ready.packages) !== String(wanted))) {
      drop(ready)
      return start(lock, tell, signal)
    }
    spare = undefined
    const worker = await inTime(ready.worker, signal)
    if (!worker) {
      drop(ready)
      return start(lock, tell, signal)
    }
    worker.stopWith(signal)
    return worker
  }

  const bootSpare = async (names: readonly string[], snapshot: Blob): Promise<PythonWorker> => {
    const worker = await boot(await packages.lockFor(names), snapshot, () => undefined, new AbortController().signal)
    const vendored = await packages.vendored()
    const modules = names.flatMap(name => vendored[name]?.imports ?? [])
    const given = await givePacks(worker, packs, packages, { packages: names, wheels: [] })
    worker.onMessage(message => {
      if (message.type === 'fetch') void handOver(worker, message.id, message.url)
    })
    try {
      worker.send({ type: 'preload', packages: given.packages, packs: given.packs, modules })
      await worker.next('preloaded')
      return worker
    } catch (error) {
      worker.kill()
      throw error
    }
  }

  /** Files of packages, for an interpreter that no job has yet. */
  const handOver = async (worker: PythonWorker, id: number, url: string): Promise<void> => {
    try {
      const answer = await packages.fetch(url, new AbortController().signal, () => undefined)
      worker.send({ type: 'fetched', id, ...answer }, [answer.body])
    } catch (error) {
      worker.send({ type: 'fetch-failed', id, message: String(error) })
    }
  }

  /** Between runs, when the machine is free: makes packs of what was unpacked, then the spare with packages in it. */
  const prepare = (names: readonly string[]): void => {
    const begin = async (): Promise<void> => {
      if (snapshots && !(await snapshots.find())) await makeSnapshot(snapshots)
      await packs?.makeWanted()
      keepOne(names)
    }
    begin().catch(() => undefined)
  }

  /**
   * After a job, within a run: an interpreter for the next one, unless that comes at once and starts its own. It has no
   * packages in it, as they would take the machine from the task that follows.
   */
  const prepareNext = (): void => {
    clearTimeout(soon)
    soon = setTimeout(() => keepOne([]), SHORT_PAUSE)
  }

  /** A spare is worth its memory only where it comes at the price of a snapshot. */
  const keepOne = (names: readonly string[]): void => {
    if (!snapshots) return
    const begin = async (): Promise<void> => {
      const snapshot = (await snapshots.find()) ?? (await makeSnapshot(snapshots))
      if (!snapshot || spare) return
      const mine: Spare = { worker: bootSpare(names, snapshot), packages: names }
      spare = mine
      mine.worker.catch(() => {
        if (spare === mine) spare = undefined
      })
    }
    begin().catch(() => undefined)
  }

  return { take, prepare, prepareNext }
}

/** Milliseconds that a job waits for an interpreter on its way before it starts one of its own. */
const PATIENCE = 5_000

/** An interpreter on its way; undefined when it failed, takes too long, or the job was stopped. */
function inTime(worker: Promise<PythonWorker>, signal: AbortSignal): Promise<PythonWorker | undefined> {
  return new Promise(resolve => {
    const giveUp = (): void => resolve(undefined)
    setTimeout(giveUp, PATIENCE)
    signal.addEventListener('abort', giveUp, { once: true })
    worker.then(resolve, giveUp)
  })
}

async function makeSnapshot(snapshots: Snapshots): Promise<Blob | undefined> {
  await new Promise(resolve => setTimeout(resolve, PAUSE))
  await snapshots.make()
  return snapshots.find()
}
