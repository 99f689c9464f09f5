import { expect, test } from './site'

const PRODUCTS = [
  { brand: 'Annibale Colombo', price: 1899.99 },
  { brand: 'Bath Trends', price: 799.5 },
  { price: 2.25 },
  { brand: 'Bath Trends', price: 200 },
  { price: 4.15 },
]

const SCRIPT = `import polars as pl
data = ${JSON.stringify(PRODUCTS)}
df = pl.from_dicts(data)
df.glimpse()
df.select(["brand", "price"]).write_csv("products.csv")
`

const SQL = `SELECT brand, round(avg(price), 2) as avg_price
FROM read_csv_auto('/tmp/kestra-wd/two/in.csv', header=True)
GROUP BY brand
ORDER BY avg_price DESC;
`

test("the documentation's script and query run in the opaque frame", async ({ lab }) => {
  const python = await lab.evaluate(
    script => window.lab.python({ script, beforeCommands: ['pip install polars'], outputFiles: ['products.csv'] }),
    SCRIPT,
  )
  expect(python.error).toBeUndefined()
  expect(python.lines.map(line => line.text).join('\n')).toContain('$ brand <str>')
  expect(python.exitCode).toBe(0)
  const csv = python.files['products.csv'] ?? ''
  expect(csv.split('\n').slice(0, 4)).toEqual(['brand,price', 'Annibale Colombo,1899.99', 'Bath Trends,799.5', ',2.25'])

  const sql = await lab.evaluate(([text, file]) => window.lab.sql({ sql: text, files: { 'in.csv': file } }), [
    SQL,
    csv,
  ] as const)
  expect(sql.error).toBeUndefined()
  expect(sql.results[0]?.columns).toEqual([
    { name: 'brand', type: 'VARCHAR' },
    { name: 'avg_price', type: 'DOUBLE' },
  ])
  expect(sql.results[0]?.rows).toEqual([
    ['Annibale Colombo', 1899.99],
    ['Bath Trends', 499.75],
    [null, 3.2],
  ])
  process.stdout.write(`python ${Math.round(python.ms)} ms, sql ${Math.round(sql.ms)} ms\n`)
})
