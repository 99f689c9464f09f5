import { describe, expect, it } from 'vitest'
import { readParameters } from '../../src/embed'

const read = (hash: string, search = '') => readParameters({ hash, search })

describe('the parameters of an embed', () => {
  it('stand behind a ? in the fragment, after the link', () => {
    expect(read('#/v1/d/abc?tab=logs&lines=14-38&hl=24,30-31&theme=dark&inputs.name=Ada&readonly')).toMatchObject({
      link: '#/v1/d/abc',
      tab: 'logs',
      lines: { from: 14, to: 38 },
      marked: [
        { from: 24, to: 24 },
        { from: 30, to: 31 },
      ],
      theme: 'dark',
      inputs: { name: 'Ada' },
      readonly: true,
    })
  })

  it('may stand in the query too', () => {
    expect(read('', '?src=https://example.com/a.yaml&height=400')).toMatchObject({
      src: 'https://example.com/a.yaml',
      height: 400,
    })
  })

  it('take a flow as a packed text or as the text itself', () => {
    expect(read('#?flow=v1/d/abc').link).toBe('#/v1/d/abc')
    expect(read(`#?${new URLSearchParams({ flow: 'id: a\n' })}`)).toMatchObject({ yaml: 'id: a\n', link: undefined })
  })

  it('that are not understood count as not given', () => {
    const plain = read('')
    expect(read('#?tab=nonsense&theme=pink&layout=3&lines=9-2&hl=x&height=-4')).toEqual(plain)
    expect(plain).toMatchObject({ tab: 'flow', theme: 'auto', layout: 'auto', height: 'auto', lines: undefined })
  })
})
