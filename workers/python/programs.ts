import type { PyodideAPI } from 'pyodide'
import HTTP from './http.py?raw'
import KESTRA from './kestra.py?raw'
import RUN from './run.py?raw'
import SHELL from './shell.py?raw'

/** How a program ended. `notHere` names the command that the shell does not have. */
export type Ended = { readonly exitCode: number; readonly traceback?: string; readonly notHere?: string }

type PythonValue = { readonly toJs: (options?: object) => unknown; readonly destroy: () => void }

/** Where modules of ours lie, out of the way of packages. */
const FOLDER = '/usr/lib/flowyard'

/**
 * Runs scripts and shells in an interpreter. `pip` installs requirements and answers the text of an error, if any.
 */
export function createPrograms(
  python: PyodideAPI,
  pip: (requirements: readonly string[]) => Promise<string | undefined>,
) {
  const own = python.runPython('dict()')

  const prepare = (env: Readonly<Record<string, string>>): void => {
    python.FS.mkdirTree(FOLDER)
    python.FS.writeFile(`${FOLDER}/kestra.py`, KESTRA)
    python.FS.writeFile(`${FOLDER}/flowyard_http.py`, HTTP)
    python.FS.writeFile(`${FOLDER}/flowyard_run.py`, RUN)
    python.FS.writeFile(`${FOLDER}/flowyard_shell.py`, SHELL)
    python.runPython(
      `import os, random, sys
random.seed()
sys.path.append("${FOLDER}")
from flowyard_http import patch_http
from flowyard_run import ended, missing_imports, run_file
from flowyard_shell import NotHere, run_shell
patch_http()
async def shell(text, fail_fast, pip):
    async def install(requirements):
        error = await pip(requirements)
        if error:
            print("ERROR: " + error, file=sys.stderr)
        return 1 if error else 0
    try:
        return [await run_shell(text, fail_fast, install, run_file), ended["traceback"], None]
    except NotHere as missing:
        print(f"/bin/sh: {missing}: not found", file=sys.stderr)
        return [127, None, str(missing)]
def script(source, name):
    return [run_file(source, name, []), ended["traceback"], None]
`,
      { globals: own },
    )
    const environment = own.get('os').environ
    for (const [name, value] of Object.entries(env)) environment.set(name, value)
    environment.destroy()
  }

  /** Through `callPromising` a program may wait for promises (HTTP, `asyncio.run`) where the browser can switch stacks. */
  const call = async (name: string, args: readonly unknown[]): Promise<Ended> => {
    const run = own.get(name)
    try {
      const answer: PythonValue = await run.callPromising(...args)
      const [exitCode, traceback, notHere] = answer.toJs() as [number, string | undefined, string | undefined]
      answer.destroy()
      return { exitCode, ...(traceback ? { traceback } : {}), ...(notHere ? { notHere } : {}) }
    } catch (error) {
      const code = /terminated with exit\((-?\d+)\)/.exec(String(error))?.[1]
      if (code !== undefined) return { exitCode: Number(code) & 0xff }
      throw error
    }
  }

  return {
    prepare,
    script: (source: string, name: string) => call('script', [source, name]),
    shell: (text: string, failFast: boolean) =>
      call('shell', [text, failFast, (wanted: PythonValue) => pip(wanted.toJs() as readonly string[])]),
    /** Packages that a script imports and that are not there; a script that does not parse says so when it runs. */
    missingImports: (source: string, importable: Readonly<Record<string, string>>): readonly string[] => {
      const missing = own.get('missing_imports')
      try {
        const answer: PythonValue = missing(source, python.toPy(importable))
        const names = answer.toJs() as readonly string[]
        answer.destroy()
        return names
      } catch {
        return []
      } finally {
        missing.destroy()
      }
    },
  }
}
