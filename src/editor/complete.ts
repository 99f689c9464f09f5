import type { CompletionAnswer } from '../engine'
import { detectVersion, parseYaml } from '../flow'
import type { KestraVersion, VersionSetting } from '../model'
import type { Registry } from '../task'
import { completeExpression, openExpression } from './completeExpression'
import { completeYaml } from './completeYaml'
import { linesOf } from './lines'
import { placeAt } from './place'

/**
 * What can be written at an offset: types, properties and values of the flow, and inside expressions variables,
 * outputs, filters and functions. The text need not parse. Answers undefined where nothing is known.
 */
export function complete(
  text: string,
  offset: number,
  registry: Registry,
  version: VersionSetting,
): CompletionAnswer | undefined {
  const lines = linesOf(text)
  const decided = versionOf(text, registry, version)
  const inner = openExpression(text, offset)
  if (inner !== undefined) return completeExpression(inner, lines, offset, registry, decided)
  const place = placeAt(lines, offset)
  return place === undefined ? undefined : completeYaml(place, registry, decided)
}

/** The version a text is read as, also while it does not parse. */
export const versionOf = (text: string, registry: Registry, version: VersionSetting): KestraVersion =>
  version === 'auto' ? detectVersion(parseYaml(text).value, registry) : version
