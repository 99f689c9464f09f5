import { isTerminated } from '../model'
import { executionFolder } from './address'
import type { Changes } from './changes'
import type { Database } from './database'
import type { ExecutionStore } from './executions'
import type { FileStore } from './fileStore'
import { adopt } from './foreignRun'
import { orFull } from './full'
import { keepResponse, readResponses } from './responses'
import type { Archive, Usage } from './workspace'

/** What the archive is put together from. */
export type ArchiveParts = {
  readonly database: Database
  readonly files: FileStore
  readonly executions: ExecutionStore
  readonly changes: Changes
  /** Whether a living tab still runs an execution (it holds the execution's lock). */
  readonly isAlive: (executionId: string) => Promise<boolean>
  /** What the browser tells of the room that is used and left. */
  readonly usage: () => Promise<Usage | undefined>
  readonly now: () => number
}

/** The note of an execution whose tab was closed while it ran. */
export const CLOSED_NOTE = 'The page was closed while it ran.'

/** What the page keeps in this browser: workspaces, their files and their runs. */
export function createArchive(parts: ArchiveParts): Archive {
  const { database, files, executions, changes } = parts
  const { metrics, pin, pinned, prune } = executions
  const announceWorkspace = (workspaceId: string): void => changes.announce({ type: 'workspace', workspaceId })

  /** Ends the runs of a workspace that no tab runs any more. */
  const buryDead = async (workspaceId: string): Promise<void> => {
    for (const { id, state } of await executions.list(workspaceId)) {
      if (isTerminated(state.current) || (await parts.isAlive(id))) continue
      await executions.bury(id, CLOSED_NOTE, parts.now())
    }
  }
  return {
    metrics,
    pin,
    pinned,
    prune,
    workspaces: () => database.getAll('workspaces'),
    saveWorkspace: async workspace => {
      await orFull(database.put('workspaces', workspace), workspace.source.length)
      announceWorkspace(workspace.id)
    },
    deleteWorkspace: async workspaceId => {
      for (const { id } of await executions.list(workspaceId)) await executions.delete(id)
      await files.delete(folderOf(workspaceId))
      await executions.numbers.forget(workspaceId)
      await database.delete('workspaces', workspaceId)
      announceWorkspace(workspaceId)
    },
    workspaceFiles: async workspaceId => {
      const folder = folderOf(workspaceId)
      const stored = await files.list(folder)
      return Promise.all(
        stored.map(async ({ uri }) => ({ path: uri.slice(folder.length), content: await files.get(uri) })),
      )
    },
    saveWorkspaceFile: async (workspaceId, { path, content }) => {
      await files.put(`${folderOf(workspaceId)}${path}`, content)
      announceWorkspace(workspaceId)
    },
    deleteWorkspaceFile: async (workspaceId, path) => {
      const uri = `${folderOf(workspaceId)}${path}`
      await files.delete(uri, 'one')
      announceWorkspace(workspaceId)
    },
    executions: async workspaceId => {
      await buryDead(workspaceId)
      const heads = await executions.list(workspaceId)
      const found = await Promise.all(heads.map(({ id }) => executions.get(id)))
      return found.filter(execution => execution !== undefined)
    },
    logs: executions.logs,
    responses: executionId => readResponses(files, executionId),
    keepRun: async run => {
      const number = await executions.numbers.next(run.execution.workspaceId)
      const { execution, logs, files: stored } = adopt(run, crypto.randomUUID(), number)
      for (const { uri, content } of stored) await files.put(uri, content)
      const executionId = execution.id
      for (const [index, response] of (run.responses ?? []).entries()) {
        await keepResponse(files, executionId, index, response)
      }
      const lines = logs.map(entry => ({ type: 'log', executionId, entry }) as const)
      await executions.record([{ type: 'execution-created', executionId, execution }, ...lines])
      return executionId
    },
    deleteExecution: ({ id }) => executions.delete(id),
    executionSize: async ({ namespace, flowId, id }) => {
      const stored = await files.list(`${executionFolder(namespace, flowId, id)}/`)
      return stored.reduce((sum, { size }) => sum + size, 0)
    },
    file: files.get,
    usage: parts.usage,
    watch: changes.watch,
  }
}

const folderOf = (workspaceId: string): string => `workspace:///${workspaceId}/`
