import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { read } from './support'

const folder = new URL('./blueprints/', import.meta.url)

/** What such flows are warned of; the last ones are mistakes that Kestra saves all the same. */
const EXPECTED = [
  'cannot-run-here',
  'runs-in-part',
  'runnable-only',
  'deprecated-property',
  'version-differs',
  'later-task',
  'unknown-filter',
  'unknown-function',
  'unknown-variable',
]

test.each(readdirSync(folder))('%s is written as published flows are, and nothing in it is an error', name => {
  const { problems, plan } = read(readFileSync(new URL(name, folder), 'utf8'))
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(plan).toBeDefined()
  const told = problems.filter(({ severity }) => severity === 'warning').map(({ code }) => code)
  expect(told.filter(code => !EXPECTED.includes(code))).toEqual([])
})
