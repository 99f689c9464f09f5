import { complete as completeIn, hover as hoverIn, readStub as readStubIn } from '../../src/editor'
import type { EngineApi } from '../../src/engine'
import { elsewhere } from '../../src/plugins/elsewhere'
import { registry } from '../../src/plugins/registry'

/** What can be written at a place of a flow. The build brings what is said of task types with this module alone. */
export const complete: EngineApi['complete'] = async (source, offset, version) =>
  completeIn(source, offset, registry, version)

/** What stands at a place of a flow. */
export const hover: EngineApi['hover'] = async (source, offset, version) => hoverIn(source, offset, registry, version)

/** The stub of a task that cannot run here, as it is written. */
export const readStub: EngineApi['readStub'] = async (type, text) => readStubIn(text, type, registry, elsewhere)
