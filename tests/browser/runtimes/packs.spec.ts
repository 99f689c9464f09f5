import type { Page } from '@playwright/test'
import type { PythonAnswer, PythonCall } from './page/lab'
import { expect, test } from './site'

const run = (lab: Page, call: PythonCall): Promise<PythonAnswer> =>
  lab.evaluate(given => window.lab.python(given), call)
const texts = ({ lines }: PythonAnswer) => lines.map(line => line.text)

const POLARS = `import importlib.metadata, inspect, os, pkgutil, sys
import polars as pl
print(type(pl.__spec__.loader).__module__, pl.DataFrame({"a": [1, 2]})["a"].sum())
print(importlib.metadata.version("polars"), os.path.exists(pl.__file__), len(list(pkgutil.iter_modules(pl.__path__))) > 20)
print(inspect.getsource(pl.DataFrame.height.fget).strip().splitlines()[0])
pl.DataFrame({"a": [1]}).select("missing")
`

const REQUESTS = `import importlib.resources, os, certifi, requests, urllib3
print(type(requests.__spec__.loader).__module__, requests.get.__module__, os.path.getsize(certifi.where()) > 1000)
print(importlib.resources.files("certifi").joinpath("cacert.pem").is_file())
`

/** One run that unpacks the packages, so that their packs are wanted, and the packs made of them. */
async function withPacks(lab: Page, call: PythonCall): Promise<PythonAnswer> {
  await lab.evaluate(() => window.lab.makeSnapshot())
  await lab.evaluate(() => window.lab.newRun({ snapshot: true, packs: true }))
  const unpacked = await run(lab, call)
  await lab.evaluate(() => window.lab.makePacks())
  await lab.evaluate(() => window.lab.newRun({ snapshot: true, packs: true }))
  return unpacked
}

test('a package taken from a pack is like the one unpacked', async ({ lab }) => {
  const call = { beforeCommands: ['pip install polars requests'], script: POLARS }
  const unpacked = await withPacks(lab, call)
  const packed = await run(lab, call)
  expect(unpacked.lines[0]?.text).toBe('_frozen_importlib_external 3')
  expect(packed.lines[0]?.text).toBe('flowyard_pack 3')
  expect(packed.lines[1]?.text).toBe('1.33.1 True True')
  const named = (answer: PythonAnswer) => texts(answer).map(text => text.replace(/\/\d+\.py/, '/script.py'))
  expect(named(packed).slice(1), 'the traceback with its lines of source too').toEqual(named(unpacked).slice(1))
  expect(texts(packed).join('\n')).toContain('/polars/dataframe/frame.py", line ')
  const requests = await run(lab, { beforeCommands: ['pip install requests'], script: REQUESTS })
  expect(texts(requests)).toEqual(['flowyard_pack requests.api True', 'True'])
  process.stdout.write(`unpacked ${Math.round(unpacked.ms)}, packed ${Math.round(packed.ms)} ms\n`)
})

test('a module of the task comes before one of the same name in a pack', async ({ lab }) => {
  await withPacks(lab, { beforeCommands: ['pip install requests'], script: 'import requests' })
  const mine = await run(lab, {
    beforeCommands: ['pip install requests'],
    files: {
      'idna.py': 'print("mine")',
      'main.py': 'import idna, certifi; print(type(certifi.__spec__.loader).__module__)',
    },
    commands: ['python main.py'],
  })
  expect(texts(mine)).toEqual(['mine', 'flowyard_pack'])
})

test('an interpreter got ready takes its packages from packs', async ({ lab }) => {
  const call = {
    beforeCommands: ['pip install polars'],
    script:
      'import sys\nready = "polars" in sys.modules\nimport polars\nprint(ready, type(polars.__spec__.loader).__module__)',
  }
  await withPacks(lab, call)
  await expect(async () => {
    await lab.evaluate(() => window.lab.newRun({ snapshot: true, packs: true }))
    await lab.evaluate(() => window.lab.prepare(['polars']))
    await lab.waitForTimeout(1500)
    expect(texts(await run(lab, call))).toEqual(['True flowyard_pack'])
  }).toPass()
})
