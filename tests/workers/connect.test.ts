import { expose } from 'comlink'
import { afterEach, expect, test, vi } from 'vitest'
import { connectEngine } from '../../workers/engine/connect'
import type { RunnerRequests } from '../../workers/engine/protocol'

afterEach(() => vi.unstubAllGlobals())

let asks: RunnerRequests | undefined

/** An engine worker that asks for a frame, for a run to come, and hears no kill. */
const deaf = {
  open: async (_settings: unknown, _events: unknown, host: RunnerRequests) => {
    asks = host
    await host.requestRunner('of the next run')
  },
  start: async () => ({ kind: 'started', executionId: 'e' }),
  kill: () => new Promise(() => undefined),
}

/** Stands for a worker: a port to something that answers by comlink. */
class FakeWorker {
  readonly #port: MessagePort
  constructor() {
    const { port1, port2 } = new MessageChannel()
    expose(deaf, port1)
    this.#port = port2
    port2.start()
  }
  postMessage(message: unknown, transferred: Transferable[]): void {
    this.#port.postMessage(message, transferred)
  }
  addEventListener(type: string, listener: (event: Event) => void): void {
    this.#port.addEventListener(type, listener)
  }
  removeEventListener(type: string, listener: (event: Event) => void): void {
    this.#port.removeEventListener(type, listener)
  }
  terminate(): void {
    this.#port.close()
  }
}

test('an engine that hears no kill is given up with every frame that it asked for', async () => {
  vi.stubGlobal('Worker', FakeWorker)
  const frames = new Set<string>()
  const host = {
    request: async (owner: string) => {
      frames.add(owner)
      const [{ port1: port }, { port1: lifeline }] = [new MessageChannel(), new MessageChannel()]
      return { port, nonce: owner, lifeline }
    },
    release: (owner: string) => void frames.delete(owner),
    dispose: () => frames.clear(),
  }
  const engine = connectEngine({ base: '/', tab: 't', allowLocal: true }, host)
  await engine.start({ workspaceId: 'w', source: '', version: 'auto', inputs: {} })
  expect([...frames]).toEqual(['of the next run'])
  await engine.kill('e')
  expect([...frames]).toEqual([])
  await expect(asks?.requestRunner('too late')).rejects.toThrow('This engine has ended')
  expect([...frames]).toEqual([])
  engine.close()
})
