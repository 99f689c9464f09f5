import type { ReadyItem } from '../../engine'
import type { VersionSetting } from '../../model'
import type { PageServices } from '../client'
import { needAsking } from '../inputs/values'
import { typedInputs } from './drafts'
import type { PageTools } from './page'

/** Keeps what the engine says of the text up to date with it. */
export type Checking = {
  /** Asks soon; asking again before that starts the wait anew. */
  readonly later: () => void
  readonly now: () => Promise<void>
}

const PAUSE = 150

/** How long the expressions of inputs may take, in milliseconds. */
const LIMIT = 2000

/** Asks the engine about the draft; an answer that came too late for it is dropped. */
export function createChecking({ store, services }: Pick<PageTools, 'store' | 'services'>): Checking {
  let timer: ReturnType<typeof setTimeout> | undefined
  const now = async (): Promise<void> => {
    clearTimeout(timer)
    const { draft, inputs, workspaces, workspaceId } = store.getState()
    const version = workspaces.find(workspace => workspace.id === workspaceId)?.version ?? 'auto'
    const answer = await services.engine.check(draft.source, version, inputs)
    const check = { ...answer, ready: await Promise.all(answer.ready.map(item => withSize(item, services))) }
    const state = store.getState()
    if (state.draft.source !== draft.source || state.inputs !== inputs) return
    store.setState({ check, checkedSource: draft.source })
    void ask(version)
  }
  /** What the form shows of inputs that depend on others; the form stands meanwhile. */
  const ask = async (version: VersionSetting): Promise<void> => {
    const state = store.getState()
    const { source } = state.draft
    const wanted = needAsking(state.check?.inputs ?? [])
    const asked = wanted
      ? await services.debug.askInputs({ source, version, inputs: typedInputs(state) }, LIMIT).catch(() => [])
      : []
    const now = store.getState()
    if (now.draft.source === source && now.inputs === state.inputs) store.setState({ asked })
  }
  return {
    later: () => {
      clearTimeout(timer)
      timer = setTimeout(() => void now(), PAUSE)
    },
    now,
  }
}

/** A download with its title, size and presence, where the site knows them. */
async function withSize(item: ReadyItem, { download }: PageServices): Promise<ReadyItem> {
  if (item.kind !== 'download' || item.resource === undefined) return item
  const known = await download(item.resource).catch(() => undefined)
  return known ? { ...item, ...known } : item
}
