import { readTemplate, type TemplateReading } from '../expression'
import type { KestraVersion } from '../model'
import { type Names, namesOf } from './references'

/** A template, parsed, with everything it names; without names where it does not parse. */
export type TemplateNames = { readonly reading: TemplateReading; readonly names: Names }

/** Parses templates. */
export type TemplateReader = (text: string, version: KestraVersion) => TemplateNames

const NO_NAMES: Names = { references: [], words: [], calls: [] }

/** Parses a template and collects what it names. */
export const readNames: TemplateReader = (text, version) => {
  const reading = readTemplate(text, version)
  return { reading, names: reading.ok ? namesOf(reading.parts) : NO_NAMES }
}

/**
 * A reader that remembers: of a flow being typed nearly all templates are those of a moment ago.
 * @param limit templates remembered of each version; all are forgotten when there are more
 */
export function rememberTemplates(limit: number): TemplateReader {
  const known: Readonly<Record<KestraVersion, Map<string, TemplateNames>>> = { '1.3': new Map(), '2.0': new Map() }
  return (text, version) => {
    const templates = known[version]
    const before = templates.get(text)
    if (before !== undefined) return before
    if (templates.size >= limit) templates.clear()
    const read = readNames(text, version)
    templates.set(text, read)
    return read
  }
}
