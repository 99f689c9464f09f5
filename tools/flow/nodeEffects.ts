import { base62Id, type Effects, type ExecutionRuntimes } from '../../src/engine'
import { createHttpBroker } from '../../src/runtimes'
import { createMemoryKeyValues, createMemoryStorage } from '../../src/storage'
import { TaskFailed } from '../../src/task'

/** The world of the engine in Node: storage in memory, the real network, no runtimes. */
export function createNodeEffects(): Effects {
  return {
    storage: createMemoryStorage(),
    keyValues: createMemoryKeyValues(),
    keepNamespaceFile: async () => undefined,
    http: createHttpBroker({
      ownOrigin: 'null',
      allowLocal: true,
      fetch: (input, init) => fetch(input, init),
      isOnline: () => true,
    }),
    runtimes: () => NO_RUNTIMES,
    now: () => performance.timeOrigin + performance.now(),
    random: Math.random,
    newId: () => base62Id(crypto.getRandomValues(new Uint8Array(16))),
    sleep,
    breathe: () => Promise.resolve(),
    hold: (_executionId, run) => run(),
    environment: { envs: {}, globals: {}, kestra: {} },
  }
}

const missing = (language: string) => ({
  run: () =>
    Promise.reject(
      new TaskFailed(`${language} does not run in the terminal`, {
        explanation: `${language} runs in a browser only.`,
        hint: 'Open the flow in the page: npm start.',
      }),
    ),
})

const NO_RUNTIMES: ExecutionRuntimes = {
  python: missing('Python'),
  duckdb: missing('DuckDB'),
  release: () => undefined,
}

const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })
