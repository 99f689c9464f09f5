import { arrayItems, collectionItems } from './collections'
import { jsonText } from './json'
import type { Session } from './session'
import { printedText } from './text'
import { isMapValue, numberKind, type Value } from './value'

/** Where a template's texts and values go. */
export type Writer = {
  readonly text: (text: string) => void
  readonly value: (value: Value) => void
}

/** What `{{ value }}` writes: maps, lists and arrays as JSON, anything else as its text. Source: Kestra `JsonWriter`. */
export function printed(value: Value, session: Session): string {
  if (typeof value === 'string') return value
  if (value === null) return ''
  const structured = isMapValue(value) || collectionItems(value) !== undefined || arrayItems(value) !== undefined
  return structured ? jsonText(value, { dialect: session.dialect, nulls: false }) : printedText(value)
}

/** Writes text, as a property of type string gets it. */
export class TextWriter implements Writer {
  private written = ''
  /** Whether anything was written at all, be it an empty text. */
  hasOutput = false

  constructor(private readonly session: Session) {}

  text(text: string): void {
    this.session.wrote(text.length)
    this.written += text
    this.hasOutput = true
  }

  value(value: Value): void {
    if (value === null) return
    this.text(printed(value, this.session))
  }

  result(): string {
    return this.written
  }
}

/**
 * Keeps what is written apart, to find its type in the end.
 * Source: Kestra `TypedObjectWriter`.
 */
export class TypedWriter implements Writer {
  readonly pieces: Value[] = []

  constructor(private readonly session: Session) {}

  text(text: string): void {
    this.session.wrote(text.length)
    this.pieces.push(text)
  }

  value(value: Value): void {
    if (value !== null) this.pieces.push(value)
  }

  /** The one value, or the text of several scalars; undefined when other things stand side by side. */
  single(): Value | undefined {
    if (this.pieces.length <= 1) return this.pieces[0] ?? null
    if (!this.pieces.every(isScalar)) return undefined
    return this.pieces.map(printedText).join('')
  }

  asText(): string {
    let text = ''
    for (const piece of this.pieces) {
      const more = printed(piece, this.session)
      this.session.wrote(more.length)
      text += more
    }
    return text
  }
}

function isScalar(value: Value): boolean {
  return (
    typeof value === 'string' || typeof value === 'boolean' || numberKind(value) !== undefined || isCharacter(value)
  )
}

function isCharacter(value: Value): boolean {
  return typeof value === 'object' && value !== null && value.constructor.name === 'JavaCharacter'
}
