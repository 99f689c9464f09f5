import type { Page } from '@playwright/test'
import type { PythonAnswer, PythonCall } from './page/lab'
import { expect, test } from './site'

const run = (lab: Page, call: PythonCall): Promise<PythonAnswer> =>
  lab.evaluate(given => window.lab.python(given), call)
const printed = ({ lines }: PythonAnswer) => lines.filter(line => line.stream === 'stdout').map(line => line.text)
const errors = ({ lines }: PythonAnswer) => lines.filter(line => line.stream === 'stderr').map(line => line.text)

test('commands run in a small shell, in one working directory', async ({ lab }) => {
  const answer = await run(lab, {
    files: { 'main.py': "import sys; print('args', sys.argv[1:]); open('made.txt', 'w').write('x')" },
    commands: [
      'python main.py a "b c"',
      'echo done > log.txt && cat log.txt',
      'export NAME=Ada; echo Hello $NAME \'$NAME\' "$NAME!"',
      'mkdir -p deep/er && cp made.txt deep/er/copy.txt && mv log.txt deep/',
      'rm made.txt; ls; ls deep',
      'cd deep && pwd',
    ],
    outputFiles: ['deep/**'],
  })
  expect(answer.error).toBeUndefined()
  expect(printed(answer)).toEqual([
    "args ['a', 'b c']",
    'done',
    'Hello Ada $NAME Ada!',
    'deep',
    'main.py',
    'er',
    'log.txt',
    '/tmp/kestra-wd/one/deep',
  ])
  expect(answer.exitCode).toBe(0)
  expect(answer.files).toEqual({ 'deep/er/copy.txt': 'x', 'deep/log.txt': 'done\n' })
})

test('a command that does not exist here is refused by name', async ({ lab }) => {
  const answer = await run(lab, { beforeCommands: ['apt-get install -y curl'], script: 'print(1)' })
  expect(answer.exitCode).toBe(127)
  expect(errors(answer)).toEqual(['/bin/sh: apt-get: not found'])
  const advice =
    'Commands run in a small shell: python, pip install, and the usual ones for text and files, such as echo, cat, cp and grep.'
  expect(answer.notes).toContainEqual({ level: 'ERROR', message: `There is no apt-get here. ${advice}` })
  expect(printed(answer)).toEqual([])
  for (const [command, missing] of [
    ['git clone x', 'git'],
    ['pip download polars', 'pip download'],
    ['python main.py &', '&'],
    ['echo "open', 'matching quote'],
  ] as const) {
    const { notes } = await run(lab, { commands: [command] })
    expect(notes.map(note => note.message)).toEqual([`There is no ${missing} here. ${advice}`])
  }
})

test('exit codes come out as the program set them', async ({ lab }) => {
  expect((await run(lab, { script: 'import sys; sys.exit(3)' })).exitCode).toBe(3)
  const text = await run(lab, { script: 'raise SystemExit("boom")' })
  expect([text.exitCode, errors(text)]).toEqual([1, ['boom']])
  expect((await run(lab, { script: 'import os; os._exit(4)' })).exitCode).toBe(4)
  expect((await run(lab, { commands: ['python -c "import sys; sys.exit(5)"', 'echo never'] })).exitCode).toBe(5)
})

test('a traceback reads as CPython prints it, with the lines of the script', async ({ lab }) => {
  const answer = await run(lab, {
    script: 'print("about to fail")\ndef f():\n    raise ValueError("bad thing")\nf()\n',
  })
  expect(answer.exitCode).toBe(1)
  expect(errors(answer).map(line => line.replace(/"[^"]*\.py"/, '"script.py"'))).toEqual([
    'Traceback (most recent call last):',
    '  File "script.py", line 4, in <module>',
    '    f()',
    '    ~^^',
    '  File "script.py", line 3, in f',
    '    raise ValueError("bad thing")',
    'ValueError: bad thing',
  ])
})

test('text without a final newline is not lost, and both streams keep their order', async ({ lab }) => {
  const answer = await run(lab, {
    script: 'import sys\nprint("one")\nprint("two", file=sys.stderr)\nprint("three")\nsys.stdout.write("end")',
  })
  expect(answer.lines.map(line => line.text)).toEqual(['one', 'two', 'three', 'end'])
})

test('from kestra import Kestra works without installing it', async ({ lab }) => {
  const answer = await run(lab, {
    script: `from kestra import Kestra
Kestra.outputs({"n": 1})
Kestra.counter("rows", 7, {"t": "x"})
Kestra.timer("took", 1.5)
Kestra.logger().warning("careful")
`,
  })
  expect(answer.exitCode).toBe(0)
  expect(answer.lines[0]?.text).toBe('::{"outputs": {"n": 1}}::')
  expect(answer.lines[1]?.text).toContain('"name": "rows"')
  expect(answer.lines[3]?.text).toMatch(/^::\{"logs": \[\{"level": "WARN", "message": ".*Z - careful"\}\]\}::$/)
})

test('input, threads, processes and sockets fail and say what to do instead', async ({ lab }) => {
  for (const [script, advice] of [
    ['input()', 'Declare an input'],
    ['import threading; threading.Thread(target=print).start()', 'Threads do not exist'],
    ['import subprocess; subprocess.run(["ls"])', 'Processes do not exist'],
    ['import socket; socket.create_connection(("example.com", 80))', 'Sockets do not exist'],
  ] as const) {
    const answer = await run(lab, { script })
    expect(answer.exitCode, script).toBe(1)
    expect(answer.notes.map(note => note.message).join('\n'), script + errors(answer).join('\n')).toContain(advice)
  }
})

test('requests, urllib, httpx and pyfetch call through the gate', async ({ lab, hits }) => {
  test.setTimeout(180_000)
  await lab.evaluate(() => window.lab.newRun({ allowLocal: true }))
  const url = `${hits.other}answer?hit=`
  const answer = await run(lab, {
    beforeCommands: ['pip install requests'],
    script: `import urllib.request, http.client, asyncio, requests
from pyodide.http import pyfetch
print("requests", requests.post("${url}requests", json={"a": 1}).text)
print("urllib", urllib.request.urlopen("${url}urllib").read().decode())
print("post", urllib.request.urlopen("${url}post", data=b"sent").read().decode())
try:
    urllib.request.urlopen("${hits.other}missing?hit=404")
except urllib.error.HTTPError as error:
    print("code", error.code)
async def fetched():
    return await (await pyfetch("${url}pyfetch")).string()
print("pyfetch", asyncio.run(fetched()))
`,
  })
  expect(errors(answer)).toEqual([])
  expect(printed(answer)).toEqual([
    'requests POST {"a": 1}',
    'urllib GET ',
    'post POST sent',
    'code 404',
    'pyfetch GET ',
  ])
})

test('HTTP from Python to the app itself or a private address is refused', async ({ lab, hits, site }) => {
  const answer = await run(lab, {
    script: `import urllib.request
for url in ["${site}?hit=python", "${hits.other}?hit=python"]:
    try:
        urllib.request.urlopen(url)
    except OSError as error:
        print(error)
`,
  })
  expect(printed(answer)).toEqual([
    expect.stringContaining('page'),
    expect.stringContaining('which flows may not call'),
  ])
  expect(hits.paths()).toEqual([])
})

test('a package of the site that a script imports is loaded, with a note', async ({ lab }) => {
  const answer = await run(lab, { script: 'import polars as pl; print(pl.__version__)' })
  expect(printed(answer)).toEqual(['1.33.1'])
  expect(answer.notes[0]?.message).toBe(
    'polars 1.33.1 was loaded because the script imports it. In Kestra the script needs pip install polars.',
  )
})
