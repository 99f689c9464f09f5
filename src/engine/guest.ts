import type { CallAnswer, CallQuestion } from '../model'
import type { HttpRequest } from '../runtimes'
import {
  createMemoryKeyValues,
  executionFolder,
  type InternalStorage,
  type KestraUri,
  type KeyValues,
} from '../storage'
import { TaskFailed } from '../task'
import type { Cancel } from './cancel'
import type { Effects } from './effects'
import type { Node } from './place'
import type { Run } from './run'

/** Who wants to call: a task run, or an expression outside of tasks. */
export type Caller = { readonly run: Run; readonly node?: Node; readonly cancel: Cancel }

/**
 * A flow from outside while it runs: it may call the hosts that were listed before, and asks for others, one question
 * at a time. Questions are the execution's that the person started, also where a subflow calls.
 */
export type Guest = {
  /** Takes the execution that the person started. */
  readonly enter: (run: Run) => void
  /** Answers when the call may go out; before there is an execution nobody is asked. @throws TaskFailed; what ends the run */
  readonly ask: (caller: Caller, request: Pick<HttpRequest, 'method' | 'url'>) => Promise<void>
  /** The person's answer; one to a question that is not asked any more is passed over. */
  readonly answer: (questionId: string, answer: CallAnswer) => void
}

/** @param hosts host names with their ports, as they were listed */
export function createGuest(hosts: readonly string[], newId: () => string): Guest {
  const allowed = new Set(hosts.map(host => host.toLowerCase()))
  const refused = new Set<string>()
  let root: Run | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let waiting: { readonly id: string; readonly resolve: (answer: CallAnswer) => void } | undefined

  const put = async ({ run, node, cancel }: Caller, { method, url }: Pick<HttpRequest, 'method' | 'url'>) => {
    const { host } = new URL(url)
    const asked = root
    if (allowed.has(host)) return
    if (refused.has(host) || !asked) throw refusal(host)
    const id = newId()
    const place = node ? { taskId: node.taskRun.taskId, taskRunId: node.taskRun.id } : {}
    const question: CallQuestion = { id, method, host, url: run.surroundings.hidden.masked(url), ...place }
    const answered = new Promise<CallAnswer>(resolve => {
      waiting = { id, resolve }
    })
    if (node) run.hopTask(node, 'PAUSED')
    asked.pause()
    asked.change({ question })
    try {
      const answer = await cancel.race(answered)
      if (answer === 'run') allowed.add(host)
      if (answer !== 'refuse') return
      refused.add(host)
      throw refusal(host)
    } finally {
      waiting = undefined
      asked.change({ question: undefined })
      asked.unpause()
      if (node && !cancel.aborted) run.hopTask(node, 'RUNNING')
    }
  }

  return {
    enter: run => {
      root = run
    },
    ask: (caller, request) => {
      const asked = turn.then(() => put(caller, request))
      turn = asked.catch(() => undefined)
      return asked
    },
    answer: (questionId, answer) => {
      if (waiting?.id === questionId) waiting.resolve(answer)
    },
  }
}

const refusal = (host: string): TaskFailed =>
  new TaskFailed(`${host} was not in the list of what this flow calls, and you refused the call`, {
    hint: 'Run it again to be asked again.',
  })

/** What flows from outside keep of one workspace: keys and values of their own, and whose files are theirs. */
export type GuestRoom = { readonly keyValues: KeyValues; readonly folders: Set<string> }

export const createGuestRoom = (): GuestRoom => ({ keyValues: createMemoryKeyValues(), folders: new Set() })

/** The world as a flow from outside may reach it: no keys and no files but those of its own workspace. */
export function guestEffects(effects: Effects, { keyValues, folders }: GuestRoom): Effects {
  const { storage } = effects
  const own = (uri: KestraUri): KestraUri => {
    if (folders.has(folderOf(uri))) return uri
    throw new Error(`Unable to read the file '${uri}' as it didn't belong to the current execution`)
  }
  const guarded: InternalStorage = {
    put: (uri, content) => {
      folders.add(folderOf(uri))
      return storage.put(uri, content)
    },
    get: async uri => storage.get(own(uri)),
    attributes: async uri => storage.attributes(own(uri)),
    list: async prefix => storage.list(own(prefix)),
    delete: async prefix => storage.delete(own(prefix)),
    remove: async uri => storage.remove(own(uri)),
  }
  return { ...effects, storage: guarded, keyValues }
}

/** Lets a workspace's flow from outside read what an earlier run of it left. */
export function admit(
  { folders }: GuestRoom,
  { namespace, flowId, id, taskRuns }: Pick<Run['header'], 'namespace' | 'flowId' | 'id' | 'taskRuns'>,
): void {
  const ids = new Set([id, ...taskRuns.flatMap(({ iterationId }) => iterationId ?? [])])
  for (const one of ids) folders.add(folderOf(`${executionFolder(namespace, flowId, one)}/`))
}

/** The folder of the execution that an address is in. */
const folderOf = (uri: KestraUri): string => /^kestra:\/\/\/.*?\/executions\/[^/]+\//.exec(uri)?.[0] ?? uri
