import { Liquid } from 'liquidjs'
import nunjucks from 'nunjucks'
import { createRenderer, type Variables } from '../../src/expression'
import { medianMs } from './median'
import type { BenchRow } from './row'

/** The same work in three languages; the texts that come out are equal. */
type Work = { readonly name: string; readonly pebble: string; readonly liquid: string; readonly nunjucks: string }

const WORKS: readonly Work[] = [
  same('a path', '{{ outputs.api.body }}'),
  {
    name: 'a filter',
    pebble: '{{ outputs.api.body | upper }}',
    liquid: '{{ outputs.api.body | upcase }}',
    nunjucks: '{{ outputs.api.body | upper }}',
  },
  same('text around a path', 'Hello {{ inputs.name }}, see {{ outputs.api.uri }} and {{ outputs.api.code }}.'),
  same('a loop', '{% for item in items %}{{ item.name }},{% endfor %}'),
]

const VARIABLES = {
  inputs: { name: 'Ann' },
  outputs: { api: { body: 'some text of a response', uri: 'https://api.example.com/products', code: 200 } },
  items: Array.from({ length: 20 }, (_, index) => ({ name: `item ${index}` })),
}

const RENDERS = 2000

/** Cached renders, milliseconds for 1,000 of them, beside liquidjs and nunjucks in the same process. */
export async function bench(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  for (const work of WORKS) rows.push(...(await rowsOf(work)))
  rows.push(await jqRow())
  return rows
}

/** 1 MB of JSON through `jq('.products') | first`, beside the time to parse it and to run jq itself. */
async function jqRow(): Promise<BenchRow> {
  const product = { id: 1, title: 'Essence Mascara Lash Princess', price: 9.99, tags: ['beauty', 'mascara'], stock: 5 }
  const products = Array.from({ length: 9000 }, (_, id) => ({ ...product, id }))
  const body = JSON.stringify({ products, total: products.length })
  const renderer = createRenderer({ dialect: '2.0', host: { now: () => 0n, random: () => 0 } })
  const value = await medianMs(9, () => renderer.renderTyped("{{ body | jq('.products') | first }}", { body }))
  const jq = await loadJq()
  const reference = await medianMs(9, async () => {
    JSON.parse(body)
    jq.raw(body, '.products', ['-c'])
  })
  return {
    name: `${(body.length / 1e6).toFixed(1)} MB through jq('.products') | first`,
    value,
    unit: 'ms',
    reference: { name: 'JSON.parse + jq', value: reference },
  }
}

type JqWeb = { readonly raw: (json: string, program: string, flags: readonly string[]) => string }

async function loadJq(): Promise<JqWeb> {
  const name: string = 'jq-web'
  const { default: jq } = (await import(name)) as { readonly default: JqWeb | Promise<JqWeb> }
  return jq
}

function same(name: string, template: string): Work {
  return { name, pebble: template, liquid: template, nunjucks: template }
}

async function rowsOf(work: Work): Promise<readonly BenchRow[]> {
  const renderer = createRenderer({ dialect: '2.0', host: { now: () => 0n, random: () => 0 } })
  const liquid = new Liquid()
  const parsed = liquid.parse(work.liquid)
  const compiled = nunjucks.compile(work.nunjucks, new nunjucks.Environment(null, { autoescape: false }))

  const ours = () => renderer.render(work.pebble, VARIABLES as Variables)
  const theirs = async () => String(await liquid.render(parsed, VARIABLES))
  const others = async () => compiled.render(VARIABLES)
  const texts = new Set([await ours(), await theirs(), await others()])
  if (texts.size !== 1) throw new Error(`${work.name}: the three disagree: ${[...texts].join(' / ')}`)

  const value = await thousand(ours)
  const name = `1,000 × ${work.name}`
  return [
    { name, value, unit: 'ms', reference: { name: 'liquidjs', value: await thousand(theirs) } },
    { name, value, unit: 'ms', reference: { name: 'nunjucks', value: await thousand(others) } },
  ]
}

async function thousand(render: () => Promise<string>): Promise<number> {
  const taken = await medianMs(9, async () => {
    for (let turn = 0; turn < RENDERS; turn += 1) await render()
  })
  return (taken * 1000) / RENDERS
}
