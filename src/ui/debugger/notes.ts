import type { EvaluationStage } from '../../engine'
import { childrenOf, keyCoverage, readJson } from '../outputs'

const ONE_KEY = /^jq\s*\(\s*(['"])\.([A-Za-z_]\w*)\1\s*\)$/
const MOST_KEYS = 8

/**
 * What is worth knowing about a result that is valid but perhaps not what was meant: a jq path that leads nowhere, or
 * keys that some items of a list lack.
 */
export const noteOn = (stages: readonly EvaluationStage[], value: unknown): string | undefined =>
  missedKey(stages) ?? keyCoverage(value)

/** `jq gave [null]. There is no key product. Keys here: products, total, skip, limit.` */
function missedKey(stages: readonly EvaluationStage[]): string | undefined {
  for (const [index, stage] of stages.entries()) {
    const key = ONE_KEY.exec(stage.source)?.[2]
    if (key === undefined || !isListOfNull(stage.value)) continue
    const before = stages[index - 1]?.value
    const keys = childrenOf(typeof before === 'string' ? readJson(before) : before).map(child => child.key)
    if (keys.length === 0 || keys.includes(key) || keys.some(known => typeof known === 'number')) continue
    const shown = keys.slice(0, MOST_KEYS).join(', ')
    return `jq gave [null]. There is no key ${key}. Keys here: ${shown}${keys.length > MOST_KEYS ? ' …' : '.'}`
  }
  return undefined
}

const isListOfNull = (value: unknown): boolean => Array.isArray(value) && value.length === 1 && value[0] === null
