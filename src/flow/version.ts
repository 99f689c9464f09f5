import type { KestraVersion } from '../model'
import { isMap, type Registry } from '../task'
import { textOf } from './values'

/** Properties of a flow that one version only has. */
const FLOW_KEYS: Readonly<Record<string, KestraVersion>> = {
  pluginDefaults: '1.3',
  taskDefaults: '1.3',
  listeners: '1.3',
  draft: '2.0',
  quotas: '2.0',
  policyRefs: '2.0',
  workerSelector: '2.0',
}

/**
 * Lets a flow's own constructs decide which Kestra it is written for; without any it is the newest. Where constructs
 * of both stand in it, the more numerous decide.
 */
export function detectVersion(value: unknown, registry: Registry): KestraVersion {
  const votes: Record<KestraVersion, number> = { '1.3': 0, '2.0': 0 }
  for (const vote of votesOf(value, registry)) votes[vote]++
  return votes['1.3'] > votes['2.0'] ? '1.3' : '2.0'
}

function* votesOf(value: unknown, registry: Registry): Generator<KestraVersion> {
  if (!isMap(value)) return
  for (const key of Object.keys(value)) {
    const vote = FLOW_KEYS[key]
    if (vote !== undefined) yield vote
  }
  yield* insideOf(value, registry)
}

function* insideOf(value: unknown, registry: Registry): Generator<KestraVersion> {
  if (Array.isArray(value)) for (const item of value) yield* insideOf(item, registry)
  if (!isMap(value)) return
  const type = textOf(value.type)
  const only = type === undefined ? undefined : registry.find(type)?.only
  if (only?.length === 1 && only[0] !== undefined) yield only[0]
  if (type !== undefined && value.when !== undefined) yield '2.0'
  for (const item of Object.values(value)) yield* insideOf(item, registry)
}
