import type { Runner } from '../runner'
import { RuntimeLost } from './runtimes'

/**
 * Runs a job while its frame is looked after, so that a worker or frame that ends in silence fails it. A worker that
 * was kept ready and ended before the job came is known by the first look: nothing of the job ran in it, so the job
 * begins once more.
 */
export async function watched<T>(frame: Runner, job: () => Promise<T>): Promise<T> {
  const { first, stop } = frame.watch()
  let looked = false
  first.then(
    () => {
      looked = true
    },
    () => undefined,
  )
  try {
    return await job().catch(error => {
      if (looked || !(error instanceof RuntimeLost)) throw error
      return job()
    })
  } finally {
    stop()
  }
}
