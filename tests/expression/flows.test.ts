import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { readTemplate } from '../../src/expression'

const FLOWS = new URL('../corpus/flows/', import.meta.url)
/** The flow that shows what Kestra says of an expression that does not parse. */
const BROKEN = /syntax-error-expr/

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : []
}

const files = readdirSync(FLOWS, { recursive: true, encoding: 'utf8' }).filter(name => /\.ya?ml$/.test(name))

it.each(files.filter(name => !BROKEN.test(name)))('every expression of %s parses', name => {
  for (const text of texts(parse(readFileSync(new URL(name, FLOWS), 'utf8'))))
    expect(readTemplate(text, '2.0').ok).toBe(true)
})
