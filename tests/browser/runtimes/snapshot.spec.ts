import { expect, test } from './site'

const SCRIPT = `import json, random, uuid, asyncio, urllib.request
async def later():
    await asyncio.sleep(0.01)
    return "slept"
print(json.dumps({"a": 1}), asyncio.run(later()))
print(random.random())
print(uuid.uuid4())
`

test('an interpreter that begins from a snapshot is as good as one that booted', async ({ lab }) => {
  const size = await lab.evaluate(() => window.lab.makeSnapshot())
  expect(size).toBeGreaterThan(10_000_000)
  await lab.evaluate(() => window.lab.newRun())
  const plain = await lab.evaluate(script => window.lab.python({ script }), SCRIPT)
  await lab.evaluate(() => window.lab.newRun({ snapshot: true }))
  const first = await lab.evaluate(script => window.lab.python({ script }), SCRIPT)
  const second = await lab.evaluate(script => window.lab.python({ script }), SCRIPT)
  for (const answer of [plain, first, second]) {
    expect(answer.error).toBeUndefined()
    expect(answer.lines[0]?.text).toBe('{"a": 1} slept')
    expect(answer.exitCode).toBe(0)
  }
  expect(second.lines[1]?.text, 'random numbers are not those of the snapshot').not.toBe(first.lines[1]?.text)
  process.stdout.write(
    `plain ${Math.round(plain.ms)}, snapshot ${Math.round(first.ms)}, spare ${Math.round(second.ms)} ms\n`,
  )
})

test('packages, commands and tracebacks work from a snapshot', async ({ lab }) => {
  await lab.evaluate(() => window.lab.makeSnapshot())
  await lab.evaluate(() => window.lab.newRun({ snapshot: true }))
  const polars = await lab.evaluate(() =>
    window.lab.python({
      beforeCommands: ['pip install polars'],
      script: 'import polars as pl\npl.DataFrame({"a": [1]}).write_csv("a.csv")\n1 / 0',
      outputFiles: ['*.csv'],
    }),
  )
  expect(polars.exitCode).toBe(1)
  expect(polars.files['a.csv']).toBe('a\n1\n')
  expect(polars.traceback).toContain('line 3, in <module>\n    1 / 0')
  const commands = await lab.evaluate(() => window.lab.python({ commands: ['echo hi', 'python -c "print(2)"'] }))
  expect(commands.lines.map(line => line.text)).toEqual(['hi', '2'])
})

test('an interpreter got ready with packages is for a job that installs the same', async ({ lab }) => {
  await lab.evaluate(() => window.lab.makeSnapshot())
  await lab.evaluate(() => window.lab.newRun({ snapshot: true }))
  const call = {
    beforeCommands: ['pip install polars'],
    script:
      'import sys\nprint("polars" in sys.modules)\nimport polars as pl\nprint(pl.DataFrame({"a": [1, 2]})["a"].sum())',
  }
  const first = await lab.evaluate(given => window.lab.python(given), call)
  await lab.evaluate(() => window.lab.newRun({ snapshot: true }))
  await lab.evaluate(() => window.lab.prepare(['polars']))
  await lab.waitForTimeout(6000)
  const second = await lab.evaluate(given => window.lab.python(given), call)
  expect(first.lines.map(line => line.text)).toEqual(['False', '3'])
  expect(second.lines.map(line => line.text)).toEqual(['True', '3'])
  expect(second.exitCode).toBe(0)
  await lab.evaluate(() => window.lab.newRun({ snapshot: true }))
  await lab.evaluate(() => window.lab.prepare(['polars']))
  await lab.waitForTimeout(6000)
  const without = await lab.evaluate(() => window.lab.python({ script: 'import sys; print("polars" in sys.modules)' }))
  expect(without.lines.map(line => line.text)).toEqual(['False'])
  process.stdout.write(`polars: first ${Math.round(first.ms)}, prepared ${Math.round(second.ms)} ms\n`)
})
