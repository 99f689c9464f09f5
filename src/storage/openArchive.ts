import { isExecutionAlive } from './alive'
import { createArchive } from './archive'
import { openChanges } from './changes'
import { openDatabase } from './database'
import { createExecutionStore } from './executions'
import { createFileStore } from './fileStore'
import type { Archive, Usage } from './workspace'

/**
 * Opens what this browser keeps. `tab` is an id that page and engine worker share.
 * @throws DOMException where the browser keeps nothing (a private window of some)
 */
export async function openArchive(tab: string, now: () => number = Date.now): Promise<Archive> {
  const database = await openDatabase()
  const files = createFileStore(database, now)
  const changes = openChanges(tab)
  return createArchive({
    database,
    files,
    executions: createExecutionStore(database, files, changes.announce),
    changes,
    isAlive: id => isExecutionAlive(navigator.locks, id),
    usage: browserUsage,
    now,
  })
}

async function browserUsage(): Promise<Usage | undefined> {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {}
  return usage === undefined || quota === undefined ? undefined : { used: usage, quota }
}
