import type { Span } from '../model'
import type { ScalarStyle, YamlScalar } from './node'

/**
 * Maps offsets of a scalar's value to offsets in the text it was written in: indentation, folding, quotes and
 * escapes are taken into account.
 */
export type ScalarOffsets = (offset: number) => number

const ESCAPES: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }

/** Builds the map for one scalar. Costs one walk over it; asked for only where something is to be shown. */
export function scalarOffsets(scalar: YamlScalar, text: string): ScalarOffsets {
  const { start, end, style, text: value } = scalar
  const from = contentStart(style, text, start)
  if (text.startsWith(value, from)) return offset => Math.min(from + offset, end)
  const offsets = align(value, text, from, end, style)
  return offset => offsets[Math.max(0, Math.min(offset, value.length))] ?? end
}

/** The span in the text of a span of the value. */
export const spanIn = (offsets: ScalarOffsets, span: Span): Span => {
  const start = offsets(span.start)
  return { start, end: span.end > span.start ? offsets(span.end - 1) + 1 : start }
}

/** After the quote; after the header line of a block scalar. */
function contentStart(style: ScalarStyle, text: string, start: number): number {
  if (style === 'double' || style === 'single') return start + 1
  if (style !== 'literal' && style !== 'folded') return start
  const line = text.indexOf('\n', start)
  return line === -1 ? start : line + 1
}

/** Walks value and text together: what is not white must be the same; white space gives way. */
function align(value: string, text: string, from: number, end: number, style: ScalarStyle): Uint32Array {
  const offsets = new Uint32Array(value.length + 1)
  let at = from
  for (let index = 0; index < value.length; index++) {
    const character = value[index] ?? ''
    const white = character === ' ' || character === '\n' || character === '\t'
    if (style === 'double' && text[at] === '\\' && text[at + 1] === '\n') at = skipWhite(text, at + 2, end)
    if (!white || text[at] !== character) at = white ? at : skipWhite(text, at, end, character)
    offsets[index] = Math.min(at, end)
    at = after(character, text, at, style)
  }
  offsets[value.length] = Math.min(at, end)
  return offsets
}

function after(character: string, text: string, at: number, style: ScalarStyle): number {
  if (style === 'double' && text[at] === '\\') return at + (ESCAPES[text[at + 1] ?? ''] ?? 2)
  if (style === 'single' && character === "'") return at + 2
  return text[at] === character ? at + 1 : at
}

function skipWhite(text: string, from: number, end: number, wanted?: string): number {
  let at = from
  while (at < end && text[at] !== wanted && /\s/.test(text[at] ?? '')) at++
  return at
}
