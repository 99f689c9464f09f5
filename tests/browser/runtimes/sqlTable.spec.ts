import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './site'
import { sqlText } from './sqlText'

/** What native DuckDB of the same version answered; recorded by tests/fixtures/duckdb/record.py. */
type Recorded = {
  readonly sql: string
  readonly names?: readonly string[]
  readonly types?: readonly string[]
  readonly rows?: readonly (readonly (string | null)[])[]
  readonly error?: string
}

const fixture = new URL('../../fixtures/duckdb/statements-1.4.3.json', import.meta.url)
const { csv, statements } = JSON.parse(readFileSync(fixture, 'utf8')) as {
  readonly csv: string
  readonly statements: readonly Recorded[]
}

/** Numbers may be printed in other digits of the same value. */
const same = (one: string | null, other: string | null): boolean =>
  one === other || (one !== null && other !== null && /^-?[\d.e+-]+$/.test(other) && Number(one) === Number(other))

async function compare(lab: Page, recorded: Recorded): Promise<string | undefined> {
  const answer = await lab.evaluate(([sql, file]) => window.lab.sql({ sql, files: { 'in.csv': file } }), [
    recorded.sql,
    csv,
  ] as const)
  if (recorded.error !== undefined) {
    const message = answer.error?.message.split('\n')[0]
    return message === recorded.error ? undefined : `expected the error ${recorded.error}, found ${message}`
  }
  if (answer.error) return `unexpected error ${answer.error.message}`
  const [result] = answer.results
  const names = result?.columns.map(({ name }) => name)
  const types = result?.columns.map(({ type }) => type)
  const rows = result?.rows.map(row => row.map((value, at) => sqlText(value, types?.[at] ?? '')))
  const expected = recorded.rows ?? []
  const equal =
    rows?.length === expected.length &&
    rows.every((row, at) => row.every((value, column) => same(value, expected[at]?.[column] ?? null)))
  const described = /^(?:DESCRIBE|SHOW|SUMMARIZE)/.test(recorded.sql) || String(types) === String(recorded.types)
  if (equal && described && String(names) === String(recorded.names)) return undefined
  return `expected ${JSON.stringify([recorded.names, recorded.types, expected])}, found ${JSON.stringify([names, types, rows])}`
}

test(`${statements.length} statements answer what native DuckDB answers`, async ({ lab }) => {
  test.setTimeout(180_000)
  const different: string[] = []
  for (const recorded of statements) {
    const difference = await compare(lab, recorded)
    if (difference !== undefined) different.push(`${recorded.sql}\n    ${difference}`)
  }
  expect(different).toEqual([])
})
