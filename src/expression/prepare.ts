import type { Span } from './error'
import { type ParsedTemplate, parse } from './parse'
import type { Dialect } from './plain'

/** A template ready to be rendered again and again. */
export type Template = {
  /** As it was written. */
  readonly text: string
  readonly dialect: Dialect
  readonly parsed: ParsedTemplate
  /** What stands for the `raw` tags, in order. */
  readonly raws: readonly Raw[]
}

/** `placeholder` stands at `start` of the parsed text for `source`. */
export type Raw = { readonly placeholder: string; readonly source: string; readonly start: number }

const RAW = /\{%-*[ \t\n\x0B\f\r]*raw[ \t\n\x0B\f\r]*-*%\}(.*?)\{%-*[ \t\n\x0B\f\r]*endraw[ \t\n\x0B\f\r]*-*%\}/g

/**
 * Parses a template after taking its `raw` tags out: Kestra swaps them for random ids before Pebble sees the text, and
 * only those on one line.
 * Source: Kestra `VariableRenderer.renderOnce`.
 * @throws PebbleThrown or JavaThrown
 */
export function prepare(text: string, dialect: Dialect): Template {
  const raws: Raw[] = []
  if (!text.includes('raw')) return { text, dialect, raws, parsed: parse(text, dialect) }
  let removed = 0
  const swapped = text.replace(RAW, (source: string, _inner: string, at: number) => {
    const placeholder = placeholderFor(raws.length, text)
    raws.push({ placeholder, source, start: at - removed })
    removed += source.length - placeholder.length
    return placeholder
  })
  return { text, dialect, raws, parsed: parse(swapped, dialect) }
}

/** As long as the ids Kestra uses, and nowhere in the text. */
function placeholderFor(position: number, text: string): string {
  for (let seed = 0; ; seed++) {
    const id = `${seed.toString(16).padStart(8, '0')}-0000-4000-8000-${position.toString(16).padStart(12, '0')}`
    if (!text.includes(id)) return id
  }
}

/** Puts the `raw` tags back, tags and all. */
export function putBack(text: string, raws: readonly Raw[]): string {
  return raws.reduce((result, { placeholder, source }) => result.replaceAll(placeholder, () => source), text)
}

/** Takes the tags of `raw` away, wherever they come from. */
export function stripRaw(text: string): string {
  return text.includes('raw') ? text.replace(RAW, '$1') : text
}

/** A span of the parsed text as one of the text as it was written. */
export function toSource(span: Span, raws: readonly Raw[]): Span {
  return { start: shifted(span.start, raws), end: shifted(span.end, raws) }
}

function shifted(offset: number, raws: readonly Raw[]): number {
  let shift = 0
  for (const { placeholder, source, start } of raws) {
    if (offset >= start + placeholder.length) shift += source.length - placeholder.length
  }
  return offset + shift
}
