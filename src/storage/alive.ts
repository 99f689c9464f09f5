/** Who runs an execution holds a lock of this browser, which goes with its tab. Source: Web Locks API. */
const lockName = (executionId: string): string => `flowyard-execution-${executionId}`

/** Runs something while an execution's lock is held. */
export async function holdExecution(locks: LockManager, executionId: string, run: () => Promise<void>): Promise<void> {
  await locks.request(lockName(executionId), run)
}

/** Whether a tab of this browser runs an execution. */
export async function isExecutionAlive(locks: LockManager, executionId: string): Promise<boolean> {
  const { held = [] } = await locks.query()
  return held.some(({ name }) => name === lockName(executionId))
}
