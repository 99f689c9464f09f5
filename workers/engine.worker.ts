import { expose } from 'comlink'
import { checkFlow } from '../src/editor'
import { rememberTemplates } from '../src/flow'
import { elsewhere } from '../src/plugins/elsewhere'
import { registry } from '../src/plugins/registry'
import { isKestraUri } from '../src/storage'
import type { EngineWorker } from './engine/protocol'
import type { Running } from './engine/running'

/** Most of a flow stays what it was from one key to the next. */
const templates = rememberTemplates(10_000)

const assist = () => import('./engine/assist')

let opened: Promise<Running> | undefined

const running = (): Promise<Running> => {
  if (!opened) throw new Error('The engine worker has not been opened')
  return opened
}

/**
 * The engine of a page: it reads flows while they are typed, and once opened runs them, evaluates against runs, and
 * keeps what comes of it. What opening needs is loaded then; the build does the same for what single tasks and filters
 * do, see tools/build/lazily.ts.
 */
const worker: EngineWorker = {
  check: async (source, version, inputs) =>
    checkFlow(source, { registry, elsewhere, version, templates, ...(inputs ? { inputs } : {}) }),
  complete: async (source, offset, version) => (await assist()).complete(source, offset, version),
  hover: async (source, offset, version) => (await assist()).hover(source, offset, version),
  readStub: async (type, text) => (await assist()).readStub(type, text),
  open: async (settings, events, host) => {
    opened = import('./engine/running').then(({ openRunning }) => openRunning(settings, events, host))
    await opened
  },
  file: async uri => {
    if (!isKestraUri(uri)) throw new Error(`${uri} is no address of a stored file`)
    return (await running()).kept.storage.get(uri)
  },
  hold: name =>
    new Promise((resolve, reject) => {
      const forever = new Promise<never>(() => undefined)
      const held = (): Promise<never> => {
        resolve()
        return forever
      }
      navigator.locks.request(name, held).catch(reject)
    }),
  ping: async () => undefined,
  prepare: async needs => (await running()).prepare(needs),
  retryDownloads: async () => (await running()).retries.again(),
  start: async request => (await running()).engine.start(request),
  kill: async executionId => (await running()).engine.kill(executionId),
  resume: async (executionId, taskRunId, inputs) => (await running()).engine.resume(executionId, taskRunId, inputs),
  answer: async (executionId, questionId, answer) => (await running()).engine.answer(executionId, questionId, answer),
  replay: async request => (await running()).engine.replay(request),
  restart: async request => (await running()).engine.restart(request),
  askInputs: async request => (await running()).engine.askInputs(request),
  evaluate: async request => (await running()).engine.evaluate(request),
}

expose(worker)
