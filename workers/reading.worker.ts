import { expose } from 'comlink'
import { checkFlow, complete, hover, readStub } from '../src/editor'
import { rememberTemplates } from '../src/flow'
import { elsewhere } from '../src/plugins/elsewhere'
import { registry } from '../src/plugins/registry'
import type { ReadingWorker } from './engine/protocol'

/** Most of a flow stays what it was from one key to the next. */
const templates = rememberTemplates(10_000)

/** Reads flows while they are typed. The build leaves out of it what only a run needs; see tools/build/reading.ts. */
const worker: ReadingWorker = {
  check: async (source, version, inputs) =>
    checkFlow(source, { registry, elsewhere, version, templates, ...(inputs ? { inputs } : {}) }),
  complete: async (source, offset, version) => complete(source, offset, registry, version),
  hover: async (source, offset, version) => hover(source, offset, registry, version),
  readStub: async (type, text) => readStub(text, type, registry, elsewhere),
}

expose(worker)
