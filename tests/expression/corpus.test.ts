import { describe, expect, it } from 'vitest'
import { type ExpressionCase, readCases, runCase } from '../../tools/conformance/expressionCases'
import { EXCEPTIONS } from '../../tools/conformance/expressionExceptions'
import { hostOfSeed } from '../../tools/conformance/expressionHost'

const cases = readCases(new URL('../corpus/expressions.jsonl', import.meta.url).pathname)
const host = hostOfSeed(new URL('../corpus/seed.json', import.meta.url).pathname)
const areas = new Set(cases.map(({ area }) => area))

describe.each(['2.0', '1.3'] as const)('Kestra %s answers, and so does this', version => {
  it.each([...areas])('%s', async area => {
    const outcomes = await Promise.all(
      cases
        .filter(one => one.area === area)
        .filter(isExpected)
        .map(one => runCase(one, version, host)),
    )
    expect(outcomes.flatMap(({ id, difference }) => (difference ? [{ id, ...difference }] : []))).toEqual([])
  })
})

function isExpected({ id }: ExpressionCase): boolean {
  return !EXCEPTIONS.has(id)
}
