import { complete, hover } from '../../src/editor'
import type { VersionSetting } from '../../src/model'
import { registry } from '../../src/plugins/registry'

/** The text without its `│`, and the offset where it stood. */
function cut(marked: string): readonly [string, number] {
  const offset = marked.indexOf('│')
  return [marked.slice(0, offset) + marked.slice(offset + 1), offset]
}

/** Completions at the `│` of a text. */
export function completions(marked: string, version: VersionSetting = '2.0') {
  const [text, offset] = cut(marked)
  return complete(text, offset, registry, version)
}

export const labels = (marked: string, version: VersionSetting = '2.0'): readonly string[] =>
  completions(marked, version)?.options.map(({ label }) => label) ?? []

/** The text after choosing one of the completions at its `│`. */
export function chosen(marked: string, label: string): string {
  const [text] = cut(marked)
  const answer = completions(marked)
  const option = answer?.options.find(one => one.label === label)
  if (!answer || !option) throw new Error(`no completion ${label}`)
  return text.slice(0, answer.from) + (option.apply ?? option.label) + text.slice(answer.to)
}

export function hoverAt(marked: string, version: VersionSetting = '2.0') {
  const [text, offset] = cut(marked)
  return hover(text, offset, registry, version)
}
