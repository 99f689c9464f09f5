import { describe, expect, it } from 'vitest'
import { runTree } from '../../../src/ui/outputs/runTree'
import { excerpt, indexNodes, type SearchScope, searchNodes } from '../../../src/ui/outputs/search'
import { finish } from './finish'
import { OUTLINE, success } from './runs'

const nodes = finish(indexNodes(runTree(success(), OUTLINE, true).root))

const find = (query: string, scope: SearchScope = 'all') =>
  searchNodes(nodes, query, scope, 100).hits.map(hit => hit.path.join('.'))

describe('the search', () => {
  it('finds keys and values, in small letters or capitals, also inside JSON text', () => {
    expect(find('EXITCODE')).toEqual(['outputs.python.exitCode'])
    expect(find('desk lamp 02')).toContain('outputs.api.body.products.2.title')
  })

  it('looks at keys, values or files alone', () => {
    expect(find('uri', 'keys')).toEqual(['outputs.api.uri', 'outputs.sqlQuery.uri'])
    expect(find('getting_started', 'values')).toEqual(['flow.id'])
    expect(find('products', 'files')).toEqual(['outputs.python.outputFiles.products.csv'])
  })

  it('finds nothing for nothing', () => {
    expect(find('  ')).toEqual([])
  })

  it('ends at the limit and says that there is more', () => {
    const { hits, more } = searchNodes(nodes, 'title', 'keys', 3)
    expect([hits.length, more]).toEqual([3, true])
  })

  it('walks nodes in the order of the run', () => {
    expect(find('brand', 'keys').slice(0, 2)).toEqual([
      'outputs.api.body.products.0.brand',
      'outputs.api.body.products.1.brand',
    ])
  })
})

it('an excerpt stands around the match', () => {
  const text = `${'a'.repeat(50)}match${'b'.repeat(100)}`
  expect(excerpt(text, 50, 5)).toEqual([`…${'a'.repeat(24)}`, 'match', `${'b'.repeat(60)}…`])
  expect(excerpt('match', 0, 5)).toEqual(['', 'match', ''])
})
