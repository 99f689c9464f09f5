import { createHash } from 'node:crypto'
import type { Page, Route } from '@playwright/test'
import { strToU8, zipSync } from 'fflate'
import type { PythonAnswer, PythonCall } from './page/lab'
import { expect, test } from './site'

const PYPI = 'https://pypi.org/simple/'
const FILES = 'https://files.pythonhosted.org/packages/'
const EXTENSIONS = 'https://extensions.duckdb.org/'

const run = (lab: Page, call: PythonCall): Promise<PythonAnswer> =>
  lab.evaluate(given => window.lab.python(given), call)
const texts = ({ lines }: PythonAnswer) => lines.map(line => line.text)
const notes = ({ notes }: PythonAnswer) => notes.map(note => note.message)

/** A wheel of one module that needs others. */
function wheelOf(name: string, version: string, source: string, needs: readonly string[] = []): Buffer {
  const info = `${name}-${version}.dist-info`
  const metadata = ['Metadata-Version: 2.1', `Name: ${name}`, `Version: ${version}`]
  return Buffer.from(
    zipSync({
      [`${name}.py`]: strToU8(source),
      [`${info}/METADATA`]: strToU8([...metadata, ...needs.map(need => `Requires-Dist: ${need}`), ''].join('\n')),
      [`${info}/WHEEL`]: strToU8('Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n'),
      [`${info}/RECORD`]: strToU8(''),
    }),
  )
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const pure = (name: string, version: string): string => `${name}-${version}-py3-none-any.whl`

const GREETING = wheelOf('greeting', '1.2', 'import whom\ntext = "Hello " + whom.name\n', ['whom>=2'])
const FAKER = wheelOf('faker', '40.1', 'class Faker:\n    def name(self): return "Ada"\n')
const WHOM = wheelOf('whom', '2.0', 'name = "Ada"\n')
const PROJECTS: Readonly<Record<string, readonly { filename: string; sha256: string }[]>> = {
  greeting: [{ filename: pure('greeting', '1.2'), sha256: hashOf(GREETING) }],
  faker: [{ filename: pure('faker', '40.1'), sha256: hashOf(FAKER) }],
  whom: [{ filename: pure('whom', '2.0'), sha256: hashOf(WHOM) }],
  forged: [{ filename: pure('forged', '1.0'), sha256: '0'.repeat(64) }],
  native: [{ filename: 'native-3.1-cp314-cp314-manylinux_2_28_x86_64.whl', sha256: '0'.repeat(64) }],
}
const WHEELS: Readonly<Record<string, Buffer>> = {
  [pure('greeting', '1.2')]: GREETING,
  [pure('faker', '40.1')]: FAKER,
  [pure('whom', '2.0')]: WHOM,
  [pure('forged', '1.0')]: wheelOf('forged', '1.0', 'text = "not what was published"'),
}

const OPEN = { 'access-control-allow-origin': '*' }

/** Stands in for the package index; every other host but the site itself cannot be reached. */
async function standIn(lab: Page, site: string): Promise<void> {
  await lab.context().route(
    url => !url.href.startsWith(site),
    route => route.abort('connectionrefused'),
  )
  await lab.context().route(`${PYPI}**`, listProject)
  await lab.context().route(`${FILES}**`, route => {
    const body = WHEELS[route.request().url().slice(FILES.length)]
    return body ? route.fulfill({ body, headers: OPEN }) : route.fulfill({ status: 404, headers: OPEN })
  })
}

/** As PyPI does, it answers a page to whoever does not ask for JSON. */
function listProject(route: Route): Promise<void> {
  if (!route.request().headers().accept?.startsWith('application/vnd.pypi.simple.v1+json')) {
    return route.fulfill({ body: '<!DOCTYPE html>', contentType: 'text/html', headers: OPEN })
  }
  const name = route.request().url().slice(PYPI.length).replaceAll('/', '')
  const files = PROJECTS[name]?.map(({ filename, sha256 }) => ({
    filename,
    url: FILES + filename,
    hashes: { sha256 },
  }))
  if (!files) return route.fulfill({ status: 404, headers: OPEN })
  const contentType = 'application/vnd.pypi.simple.v1+json'
  const body = JSON.stringify({ meta: { 'api-version': '1.1' }, name, versions: [], files })
  return route.fulfill({ body, contentType, headers: OPEN })
}

test('a package of the index is installed, then again without network, then from packs', async ({ lab, site }) => {
  await standIn(lab, site)
  const call = { beforeCommands: ['pip install "greeting>=1"'], script: 'import greeting; print(greeting.text)' }
  await lab.evaluate(() => window.lab.makeSnapshot())
  await lab.evaluate(() => window.lab.newRun({ snapshot: true, packs: true }))
  const first = await run(lab, call)
  expect(texts(first)).toEqual(['Hello Ada'])
  const told = first.progress.filter(({ phase }) => phase === 'ready').map(({ title }) => title)
  expect(told).toEqual(expect.arrayContaining(['greeting 1.2', 'whom 2.0']))
  await lab.context().unrouteAll()
  await lab.context().route(
    url => !url.href.startsWith(site),
    route => route.abort('internetdisconnected'),
  )
  await lab.evaluate(() => window.lab.newRun({ snapshot: true, packs: true }))
  expect(texts(await run(lab, call))).toEqual(['Hello Ada'])
  await lab.evaluate(() => window.lab.makePacks())
  const packed = await run(lab, {
    ...call,
    script: 'import greeting; print(greeting.text, type(greeting.__spec__.loader).__module__)',
  })
  expect(texts(packed)).toEqual(['Hello Ada flowyard_pack'])
})

test('what cannot be installed is told in words', async ({ lab, site }) => {
  await standIn(lab, site)
  for (const [requirement, message] of [
    ['polarz', 'No package named polarz on PyPI. Did you mean polars?'],
    ['greeting==7', 'No version of greeting is ==7. The newest on PyPI is 1.2.'],
    ['native', 'native has no build for browsers, so it cannot be installed here. It installs in Kestra.'],
    ['forged', `${pure('forged', '1.0')} is not what its publisher listed: its hash differs. It was not used.`],
  ] as const) {
    const answer = await run(lab, { beforeCommands: [`pip install ${requirement}`], script: 'print("ran")' })
    expect(notes(answer), requirement).toContain(message)
    expect([answer.exitCode, texts(answer).includes('ran')], requirement).toEqual([1, false])
  }
})

test('what a known image brings is installed as far as the program imports it', async ({ lab, site }) => {
  await standIn(lab, site)
  const image = 'ghcr.io/kestra-io/pydata:latest'
  const main = 'from faker import Faker\nprint(Faker().name())\n'
  const brought = 'faker is installed because the image ghcr.io/kestra-io/pydata:latest brings it in Kestra.'
  for (const call of [{ script: main }, { commands: ['python main.py'], files: { 'main.py': main } }]) {
    const answer = await run(lab, { ...call, image })
    expect([answer.exitCode, texts(answer)]).toEqual([0, ['Ada']])
    expect(notes(answer)).toEqual([brought])
  }
  const plain = await run(lab, { script: main })
  expect([plain.exitCode, texts(plain).at(-1)]).toEqual([1, "ModuleNotFoundError: No module named 'faker'"])
  const unreachable = await run(lab, { script: 'import pandas\nprint(pandas)', image })
  expect(unreachable.error?.message).toContain('cdn.jsdelivr.net')
})

test('a package that cannot be reached is told by host', async ({ lab, site }) => {
  await lab.context().route(
    url => !url.href.startsWith(site),
    route => route.abort('internetdisconnected'),
  )
  const answer = await run(lab, { dependencies: ['greeting'], script: 'print("ran")' })
  expect(answer.error?.message).toContain('pypi.org')
})

test('a package that an image brings and that does not download is told with what to do', async ({ lab, hits }) => {
  const call = { image: 'ghcr.io/kestra-io/pydata:latest', script: 'import xlrd; print("ran")' }
  await lab.evaluate(pyodide => window.lab.newRun({ pyodide }), `${hits.other}missing/`)
  const refused = await run(lab, call)
  expect(refused.error).toEqual({
    name: 'DownloadFailed',
    message:
      'xlrd 2.0.2 did not download: 127.0.0.1 answered 404. Nothing is lost: run it again with a network, after which it stays in this browser. A site of your own brings packages along: npm run vendor -- python NAME.',
  })
  await lab.evaluate(() => window.lab.newRun({ pyodide: 'http://127.0.0.1:9/' }))
  const unreachable = await run(lab, call)
  expect(unreachable.error?.message).toContain(
    'xlrd 2.0.2 did not download: could not reach 127.0.0.1. Nothing is lost',
  )
  expect(texts(unreachable)).not.toContain('ran')
})

test('time zones are there, as in an image of Kestra', async ({ lab }) => {
  const script = 'from zoneinfo import ZoneInfo; print(ZoneInfo("Europe/Paris"))'
  const answer = await run(lab, { script })
  expect(texts(answer)).toEqual(['Europe/Paris'])
  expect(notes(answer)).toEqual([
    expect.stringMatching(/^tzdata \d+\.\d+ was loaded because the script imports zoneinfo; in Kestra the image has/),
  ])
  const inFile = await run(lab, { commands: ['python zones.py'], files: { 'zones.py': script } })
  expect(texts(inFile)).toEqual(['Europe/Paris'])
})

test('an extension that DuckDB did not sign is not loaded, and one that is not there is told', async ({
  lab,
  site,
}) => {
  await lab.context().route(
    url => !url.href.startsWith(site),
    route => route.abort('connectionrefused'),
  )
  let forgeries = 0
  await lab.context().route(`${EXTENSIONS}**`, route => {
    if (!route.request().url().includes('/fts.')) return route.fulfill({ status: 404, headers: OPEN })
    forgeries++
    return route.fulfill({ body: Buffer.alloc(4096, 7), headers: OPEN })
  })
  await lab.evaluate(server => window.lab.newRun({ extensions: server }), EXTENSIONS)
  const sql = (text: string) => lab.evaluate(given => window.lab.sql({ sql: given }), text)
  for (const attempt of [1, 2]) {
    const forged = await sql('LOAD fts')
    expect(forged.error?.message).toMatch(/not a DuckDB extension|signature is either missing or invalid/)
    expect(forgeries, 'what DuckDB refused is not kept').toBe(attempt)
  }
  expect((await sql('LOAD spatial')).error?.message).toContain('spatial')
  expect((await sql('SELECT 42 AS n')).results[0]?.rows).toEqual([[42]])
})
