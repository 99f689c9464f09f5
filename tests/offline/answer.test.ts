import { expect, it } from 'vitest'
import type { ReadyItem } from '../../src/engine'
import { answerOffline } from '../../src/offline'

const READY: readonly ReadyItem[] = [
  { kind: 'call', title: 'GET dummyjson.com/products', taskId: 'api', line: 3 },
  { kind: 'download', title: 'Python 3.14', resource: 'pyodide', bytes: 14_000_000 },
  { kind: 'download', title: 'pandas', resource: 'package:pandas' },
  { kind: 'code', title: '3 lines of Python', taskId: 'python' },
]

const atHand = (here: readonly string[], answered: readonly string[] = []) => ({
  has: async (id: string) => here.includes(id),
  answers: (method: string, address: string) => answered.includes(`${method} ${address}`),
})

it('says yes when everything is here and every call is answered', async () => {
  const all = atHand(['pyodide', 'package:pandas'], ['GET dummyjson.com/products'])
  expect(await answerOffline(READY, all)).toEqual({
    runs: 'yes',
    missing: [],
    calls: [],
    answered: ['GET dummyjson.com/products'],
  })
})

it('names what is missing with its size where that is known', async () => {
  const { runs, missing } = await answerOffline(READY, atHand([], ['GET dummyjson.com/products']))
  expect(runs).toBe('no')
  expect(missing).toEqual([
    { title: 'Python 3.14', bytes: 14_000_000 },
    { title: 'pandas', bytes: undefined },
  ])
})

it('says in part when only calls stand against it', async () => {
  const { runs, calls } = await answerOffline(READY, atHand(['pyodide', 'package:pandas']))
  expect(runs).toBe('in part')
  expect(calls).toEqual(['GET dummyjson.com/products'])
})

it('says yes of a flow that needs nothing', async () => {
  expect((await answerOffline([], atHand([]))).runs).toBe('yes')
})
