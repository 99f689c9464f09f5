import { describe, expect, it } from 'vitest'
import type { ReadyItem } from '../../../src/engine'
import { INITIAL, type PageState } from '../../../src/ui/state/pageState'
import { needsOf } from '../../../src/ui/state/warmUp'

const download = (resource: string, here: boolean): ReadyItem => ({
  kind: 'download',
  title: resource,
  resource,
  here,
})

/** A page whose flow ran before and was read. */
function pageWith(ready: readonly ReadyItem[], change: Partial<PageState> = {}): PageState {
  const draft = { source: 'id: a', stamp: 1 }
  const run = { id: 'one', workspaceId: 'w' } as PageState['runs'] extends ReadonlyMap<string, infer Run> ? Run : never
  const check = { problems: [], inputs: [], outline: [], ready } as unknown as NonNullable<PageState['check']>
  const runs = new Map([['one', run]])
  return { ...INITIAL, workspaceId: 'w', draft, checkedSource: draft.source, check, runs, ...change }
}

describe('what is started before Run', () => {
  it('is what the flow needs and what is here', () => {
    const ready = [download('pyodide', true), download('package:polars', true), download('duckdb', true)]
    expect(needsOf(pageWith(ready))).toEqual({ python: ['polars'], duckdb: true })
    expect(needsOf(pageWith([download('pyodide', true), download('package:pandas', false)]))).toEqual({
      python: [],
      duckdb: false,
    })
  })

  it('is nothing of a flow that never ran here, that a link brought, or whose files are not here', () => {
    const ready = [download('pyodide', true)]
    expect(needsOf(pageWith(ready, { runs: new Map() }))).toBeUndefined()
    expect(needsOf(pageWith(ready, { opened: {} as NonNullable<PageState['opened']> }))).toBeUndefined()
    expect(needsOf(pageWith([download('pyodide', false)]))).toBeUndefined()
    expect(needsOf(pageWith(ready, { checkedSource: 'another text' }))).toBeUndefined()
  })
})
