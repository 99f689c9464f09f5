import { isTerminated } from '../../model'
import type { RuntimeNeeds } from '../client'
import type { PageTools } from './page'
import type { PageState } from './pageState'

/**
 * Has the interpreter and the database that the flow in the editor needs started before Run, once a page. Only for a
 * flow that ran before in this browser, so never for one that a link brought, and only from files that are here.
 */
export function warmUp({ store, services }: Pick<PageTools, 'store' | 'services'>): void {
  const stop = store.subscribe(state => {
    const needs = isRunning(state) ? 'nothing' : needsOf(state)
    if (needs === undefined) return
    stop()
    if (needs !== 'nothing') void services.engine.prepare(needs).catch(() => undefined)
  })
}

const isRunning = ({ starting, runs }: PageState): boolean =>
  starting || [...runs.values()].some(({ state }) => !isTerminated(state.current))

/** What the flow needs, when that is known and may be started: nothing before the text is read. */
export function needsOf(state: PageState): RuntimeNeeds | undefined {
  const { check, checkedSource, draft, opened, runs, workspaceId } = state
  const ranBefore = [...runs.values()].some(run => run.workspaceId === workspaceId)
  if (!check || checkedSource !== draft.source || opened || !ranBefore) return undefined
  const downloads = check.ready.filter(({ kind }) => kind === 'download')
  const isHere = (id: string): boolean => downloads.some(({ resource, here }) => resource === id && here === true)
  const packages = downloads.flatMap(({ resource, here }) => {
    const name = /^package:(.+)$/.exec(resource ?? '')?.[1]
    return name === undefined ? [] : [{ name, here }]
  })
  const known = packages.every(({ here }) => here === true) ? packages.map(({ name }) => name).sort() : []
  const needs = { python: isHere('pyodide') ? known : undefined, duckdb: isHere('duckdb') }
  return needs.python || needs.duckdb ? needs : undefined
}
