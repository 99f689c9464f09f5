/** Who runs an execution holds a lock of this browser, which goes with its tab. Source: Web Locks API. */
const lockName = (executionId: string): string => `flowyard-execution-${executionId}`

/**
 * Runs something while an execution's lock is asked for and held. Nobody else asks for it, so there is nothing to wait
 * for before.
 */
export function holdExecution(locks: LockManager, executionId: string, run: () => Promise<void>): Promise<void> {
  let release: () => void = () => undefined
  const ended = new Promise<void>(resolve => {
    release = resolve
  })
  locks.request(lockName(executionId), () => ended).catch(() => undefined)
  return run().finally(release)
}

/** Whether a tab of this browser runs an execution. */
export async function isExecutionAlive(locks: LockManager, executionId: string): Promise<boolean> {
  const { held = [] } = await locks.query()
  return held.some(({ name }) => name === lockName(executionId))
}
