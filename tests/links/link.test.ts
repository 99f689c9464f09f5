import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { decodeLink, encodeLink, fittingPlaces, type LinkContent, LinkUnreadable } from '../../src/links'
import { DICTIONARY_D } from '../../src/links/dictionary'

const FLOW = `id: hello
namespace: company.team
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "Hello {{ flow.id }} ünïcode 🍮"
`

const problemOf = (fragment: string): string | undefined => {
  try {
    decodeLink(fragment)
    return undefined
  } catch (error) {
    return error instanceof LinkUnreadable ? error.problem : String(error)
  }
}

const golden = (name: string): string => readFileSync(new URL(`golden/${name}`, import.meta.url), 'utf8')

describe('a link of an earlier day', () => {
  it('v1, codec d, opens as it was made', () => {
    expect(decodeLink(golden('v1-d-getting-started.txt'))).toEqual({
      content: {
        flows: [golden('v1-d-getting-started.yaml')],
        view: { tab: 'outputs', select: 'outputs.sqlQuery.uri' },
      },
      complete: true,
    })
  })

  it('v1, codec d, with results and responses, opens as it was made', () => {
    const content: unknown = JSON.parse(golden('v1-d-results.json'))
    expect(decodeLink(golden('v1-d-results.txt'))).toEqual({ content, complete: true })
  })
})

describe('a link', () => {
  it('carries flows, files, inputs and the view', () => {
    const content: LinkContent = {
      flows: [FLOW, 'id: child\n'],
      files: [{ path: 'data/a.bin', content: Uint8Array.of(0, 1, 2, 255) }],
      version: '1.3',
      inputs: { name: 'Ada', list: [1, 2] },
      view: { tab: 'outputs', select: 'outputs.say', line: 3 },
      stubs: { slack: { ok: true } },
      recordings: [{ method: 'GET', url: 'https://example.net/', status: 200, headers: [['a', 'b']], body: 'x' }],
      results: { state: 'SUCCESS' },
    }
    expect(decodeLink(encodeLink(content))).toEqual({ content, complete: true })
  })

  it('keeps every text whole', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), text => {
        fc.pre(text.trim() !== '')
        expect(decodeLink(encodeLink({ flows: [text] })).content.flows).toEqual([text])
      }),
    )
  })

  it('is read when chat put a dot behind it', () => {
    expect(decodeLink(`${encodeLink({ flows: [FLOW] })}.`)).toEqual({ content: { flows: [FLOW] }, complete: true })
  })

  it('that was cut gives the part of the flow that is there', () => {
    const link = encodeLink({
      flows: [FLOW.repeat(1), Array.from({ length: 400 }, (_, n) => `# ${n * 7919}`).join('\n')],
    })
    const opened = decodeLink(link.slice(0, Math.floor(link.length * 0.7)))
    expect(opened.complete).toBe(false)
    expect(opened.content.flows[0]).toBe(FLOW)
  })

  it('with a changed character is told from a whole one', () => {
    const link = encodeLink({ flows: [FLOW] })
    const last = link.at(-3) === 'A' ? 'B' : 'A'
    const damaged = `${link.slice(0, -3)}${last}${link.slice(-2)}`
    const answer = problemOf(damaged)
    if (answer === undefined) expect(decodeLink(damaged).complete).toBe(false)
    else expect(answer).toBe('damaged')
  })

  it('says what is wrong when nothing can be read', () => {
    expect(problemOf('#/lesson/outputs/1')).toBe('not-a-link')
    expect(problemOf('#/v9/d/AAAA')).toBe('unknown-version')
    expect(problemOf('#/v1/zz/AAAA')).toBe('unknown-codec')
    expect(problemOf('#/v1/d/')).toBe('damaged')
    expect(problemOf(`#/v1/d/${'A'.repeat(2_000_001)}`)).toBe('too-long')
  })

  it('does not unpack a bomb', () => {
    const bomb = deflateSync(new Uint8Array(64_000_000), {
      level: 9,
      dictionary: new TextEncoder().encode(DICTIONARY_D),
    })
    let binary = ''
    for (const byte of [0, 0, 0, 0, ...bomb]) binary += String.fromCharCode(byte)
    const payload = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    expect(problemOf(`#/v1/d/${payload}`)).toBe('too-large')
  })

  it('never throws anything but LinkUnreadable for what strangers write', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const answer = problemOf(`#/v1/d/${text}`)
        expect([undefined, 'damaged', 'not-a-link']).toContain(answer)
      }),
    )
  })

  it('takes over no setting of another shape', () => {
    const odd = { version: '9', inputs: [], view: { line: -1, tab: 4 }, stubs: { a: 1 }, recordings: [{}] }
    const link = encodeLink({ flows: [FLOW], ...(odd as unknown as Partial<LinkContent>) })
    expect(decodeLink(link).content).toEqual({ flows: [FLOW], view: {}, recordings: [] })
  })

  it('tells where it fits', () => {
    expect(fittingPlaces(encodeLink({ flows: [FLOW] }).length)).toEqual(['chat', 'mail', 'issue trackers'])
    expect(fittingPlaces(5_000)).toEqual(['issue trackers'])
    expect(fittingPlaces(9_000)).toEqual([])
  })
})
