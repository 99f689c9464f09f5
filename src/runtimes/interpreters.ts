import type { Progress } from '../model'
import type { PythonOptions } from './python'
import { type PythonWorker, startPythonWorker } from './pythonWorker'
import { RuntimeLost } from './runtimes'
import type { Snapshots } from './snapshot'

/** Told while an interpreter is on its way. */
export type Tell = (progress: Pick<Progress, 'phase' | 'received' | 'total'>) => void

type LockText = { readonly text: string; readonly whole: boolean }

/** Milliseconds after a job in which nothing is begun, so that what follows it has the machine for itself. */
const PAUSE = 3_000

/**
 * Interpreters that have booted, one a job. Where the memory of a booted one is at hand they begin from it, and one is
 * kept ready for the next job.
 */
export function createInterpreters({ runner, resources, version, packages, snapshots }: PythonOptions) {
  let spare: Promise<PythonWorker> | undefined

  const boot = async (
    lock: LockText,
    snapshot: Blob | undefined,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<PythonWorker> => {
    const worker = await startPythonWorker({
      frame: await runner(),
      resources,
      version,
      lock,
      snapshot,
      tell,
      signal,
    })
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
    const snapshot = await snapshots?.find()
    try {
      return await boot(lock, snapshot, tell, signal)
    } catch (error) {
      if (!snapshot || signal.aborted) throw error
      await snapshots?.forget()
      return boot(lock, undefined, tell, signal)
    }
  }

  const take = async (lock: LockText, tell: Tell, signal: AbortSignal): Promise<PythonWorker> => {
    const ready = lock.whole ? undefined : spare
    if (!ready) return start(lock, tell, signal)
    spare = undefined
    const worker = await ready.catch(() => undefined)
    if (!worker) return start(lock, tell, signal)
    worker.stopWith(signal)
    return worker
  }

  /** A spare is worth its memory only where it comes at the price of a snapshot. */
  const prepareNext = (): void => {
    if (!snapshots) return
    const bootSpare = async (): Promise<void> => {
      const snapshot = (await snapshots.find()) ?? (await makeSnapshot(snapshots))
      if (!snapshot || spare) return
      const lock = await packages.lockFor([])
      spare ??= boot(lock, snapshot, () => undefined, new AbortController().signal)
      await spare
    }
    bootSpare().catch(() => {
      spare = undefined
    })
  }

  return { take, prepareNext }
}

async function makeSnapshot(snapshots: Snapshots): Promise<Blob | undefined> {
  await new Promise(resolve => setTimeout(resolve, PAUSE))
  await snapshots.make()
  return snapshots.find()
}
