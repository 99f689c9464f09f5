import { expect, test } from 'vitest'
import { type RuntimeParts, takeRuntimes } from '../../workers/engine/runtimes'

/** Runtimes whose frames are counted; what gets ready in the background comes once `arrive` is called. */
function countedRuntimes() {
  const frames = new Set<string>()
  const lifelines = new Map<string, MessagePort>()
  let arrive: () => void = () => undefined
  let ids = 0
  const python = ({ runner }: { readonly runner: () => Promise<unknown> }) => ({
    run: async () => {
      await runner()
      return { exitCode: 0 }
    },
    recent: () => [],
    prepare: () => {
      void new Promise<void>(resolve => {
        arrive = resolve
      })
        .then(runner)
        .catch(() => undefined)
    },
  })
  const host = {
    requestRunner: async (owner: string) => {
      frames.add(owner)
      const [{ port1: port }, { port1: lifeline, port2 }] = [new MessageChannel(), new MessageChannel()]
      lifelines.set(owner, port2)
      return { port, nonce: owner, lifeline }
    },
    releaseRunner: async (owner: string) => void frames.delete(owner),
  }
  const parts = {
    host,
    newId: () => `next ${++ids}`,
    versions: { pyodide: '', duckdb: '' },
    clients: async () => ({ createPython: python, openPackages: () => ({}) }),
    snapshots: async () => ({}),
    packs: async () => ({}),
    resources: {},
  }
  const loseFrame = (owner: string): void => lifelines.get(owner)?.postMessage('gone')
  return { frames, loseFrame, arrive: () => arrive(), ...takeRuntimes(parts as unknown as RuntimeParts) }
}

const settled = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 5))

test('an execution that ends before its interpreter is ready leaves no frame behind', async () => {
  const { frames, take, arrive } = countedRuntimes()
  const first = take('first')
  await first.python.run({} as never, {} as never, new AbortController().signal)
  expect([...frames]).toEqual(['first'])
  first.release()
  await settled()
  const second = take('second')
  second.release()
  arrive()
  await settled()
  expect([...frames]).toEqual([])
})

test('a frame got ready that is gone before the next execution comes is not used', async () => {
  const { frames, take, arrive, loseFrame } = countedRuntimes()
  const first = take('first')
  await first.python.run({} as never, {} as never, new AbortController().signal)
  first.release()
  await settled()
  arrive()
  await settled()
  expect([...frames]).toEqual(['next 1'])
  loseFrame('next 1')
  await settled()
  expect([...frames]).toEqual([])
  const second = take('second')
  await second.python.run({} as never, {} as never, new AbortController().signal)
  expect([...frames]).toEqual(['second'])
  second.release()
})
