import { expect, test } from 'vitest'
import { type RuntimeParts, takeRuntimes } from '../../workers/engine/runtimes'

/** Runtimes whose frames are counted; what gets ready in the background comes once `arrive` is called. */
function countedRuntimes() {
  const frames = new Set<string>()
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
      const [{ port1: port }, { port1: lifeline }] = [new MessageChannel(), new MessageChannel()]
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
  return { frames, arrive: () => arrive(), ...takeRuntimes(parts as unknown as RuntimeParts) }
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
