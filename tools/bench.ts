import { existsSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { BenchRow } from './bench/row'
import { ROOT } from './root'

/**
 * `npm run bench [-- NAME … --json FILE]`: measures, beside references of the same run. Exits with 0 whatever comes
 * out: figures depend on the machine, so they inform and never fail a build. `runtimes/stop` measures one part of one.
 */
const NAMES = ['expressions', 'engine', 'runtimes', 'viewer', 'editor', 'links'] as const
type Name = (typeof NAMES)[number]

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
const unknown = positionals.filter(text => !isName(nameOf(text)))
if (unknown.length > 0) process.stdout.write(`No bench named ${unknown.join(', ')}. There are: ${NAMES.join(', ')}.\n`)

const asked = positionals.filter(text => isName(nameOf(text)))
const results: Record<string, readonly BenchRow[]> = {}
for (const name of positionals.length === 0 ? NAMES : asked) {
  results[name] = await measure(nameOf(name), name.split('/')[1])
  process.stdout.write(`${table(name, results[name])}\n`)
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`)
process.exit(0)

function nameOf(text: string): string {
  return text.split('/')[0] ?? ''
}

function isName(text: string): text is Name {
  return NAMES.some(name => name === text)
}

async function measure(name: string, part: string | undefined): Promise<readonly BenchRow[]> {
  const file = `${ROOT}tools/bench/${name}.ts`
  if (!existsSync(file)) return []
  try {
    const { bench } = (await import(file)) as { bench: (part?: string) => Promise<readonly BenchRow[]> }
    return await bench(part)
  } catch (error) {
    process.stdout.write(`${name} did not finish: ${error instanceof Error ? error.stack : String(error)}\n`)
    return []
  }
}

function table(title: string, rows: readonly BenchRow[]): string {
  const lines = rows.map(row => [row.name, `${figure(row.value)} ${row.unit}`, ...comparison(row)])
  const widths = [0, 1, 2].map(column => Math.max(0, ...lines.map(line => line[column]?.length ?? 0)))
  const body = lines.map(line =>
    `  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  )
  return [title, ...(body.length === 0 ? ['  nothing measured'] : body)].join('\n')
}

function comparison({ value, unit, reference }: BenchRow): readonly string[] {
  if (!reference) return []
  const times = reference.value === 0 ? '' : `${figure(value / reference.value)} ×`
  return [`${reference.name} ${figure(reference.value)} ${unit}`, times]
}

/** Three digits that count. */
function figure(value: number): string {
  return Math.abs(value) >= 1000 ? Math.round(value).toString() : Number(value.toPrecision(3)).toString()
}
