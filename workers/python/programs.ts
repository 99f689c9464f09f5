import type { PyodideAPI } from 'pyodide'
import type { Importable } from '../../src/runner'
import HTTP from './http.py?raw'
import KESTRA from './kestra.py?raw'
import PACK from './pack.py?raw'
import RUN from './run.py?raw'
import SHELL from './shell.py?raw'
import SHELL_TEXT from './shell_text.py?raw'
import WARM from './warm.py?raw'

/** How a program ended. `notHere` names the command that the shell does not have. */
export type Ended = { readonly exitCode: number; readonly traceback?: string; readonly notHere?: string }

type PythonValue = { readonly toJs: (options?: object) => unknown; readonly destroy: () => void }

/** Where modules of ours lie, out of the way of packages. */
const FOLDER = '/usr/lib/flowyard'

/** Puts our modules where Python finds them, behind everything else. */
export function writeModules(python: PyodideAPI): void {
  python.FS.mkdirTree(FOLDER)
  for (const [name, source] of Object.entries(MODULES)) python.FS.writeFile(`${FOLDER}/${name}.py`, source)
  python.runPython(`import sys\nif "${FOLDER}" not in sys.path: sys.path.append("${FOLDER}")`)
}

const MODULES = {
  kestra: KESTRA,
  flowyard_http: HTTP,
  flowyard_pack: PACK,
  flowyard_run: RUN,
  flowyard_shell: SHELL,
  flowyard_shell_text: SHELL_TEXT,
  flowyard_warm: WARM,
}

/** Modules that most scripts import, or that importing takes long. */
const PRELOADED =
  'argparse, ast, asyncio, base64, bisect, collections, contextlib, copy, csv, dataclasses, datetime, decimal, email, enum, ' +
  'fnmatch, functools, glob, gzip, hashlib, heapq, html, http.client, importlib.metadata, importlib.resources, inspect, ' +
  'io, ipaddress, itertools, json, logging, math, operator, os, pathlib, pickle, platform, random, re, shlex, shutil, ' +
  'statistics, string, struct, subprocess, sys, tempfile, textwrap, threading, time, traceback, typing, types, ' +
  'unicodedata, urllib.parse, urllib.request, uuid, warnings, weakref, zipfile, zoneinfo, ' +
  'pyodide.code, pyodide.http, flowyard_http, flowyard_pack, flowyard_run, flowyard_shell, flowyard_shell_text, kestra'

/** Imports them, for a snapshot. What is not there is passed over. */
export function preloadModules(python: PyodideAPI): void {
  writeModules(python)
  python.runPython(`import importlib
for name in ${JSON.stringify(PRELOADED)}.split(", "):
    try:
        importlib.import_module(name)
    except ImportError:
        pass
del importlib, name
`)
}

/**
 * Runs scripts and shells in an interpreter. `pip` installs requirements and answers the text of an error, if any.
 */
export function createPrograms(
  python: PyodideAPI,
  pip: (requirements: readonly string[]) => Promise<string | undefined>,
) {
  const own = python.runPython('dict()')
  let begun = false

  /** What every program needs, before the first: once. */
  const begin = (): void => {
    writeModules(python)
    python.runPython(
      `import os, sys
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
    begun = true
  }

  const prepare = (env: Readonly<Record<string, string>>): void => {
    if (!begun) begin()
    python.runPython('import random; random.seed()', { globals: own })
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

  /** Packages that a script imports and that are not there; a script that does not parse says so when it runs. */
  const missingImports = (source: string, importable: Importable): readonly string[] => {
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
  }

  /**
   * Does ahead what takes long the first time: imports modules, and walks the ways that a program takes. A module that
   * fails to import fails again in the program, in the open.
   */
  const preload = async (modules: readonly string[]): Promise<void> => {
    if (!begun) begin()
    const warm = python.pyimport('flowyard_warm')
    try {
      warm.warm_up(python.toPy(modules))
    } finally {
      warm.destroy()
    }
    await call('shell', ['true', true, () => undefined])
    missingImports('import sys', {})
  }

  return {
    prepare,
    preload,
    script: (source: string, name: string) => call('script', [source, name]),
    shell: (text: string, failFast: boolean) =>
      call('shell', [text, failFast, (wanted: PythonValue) => pip(wanted.toJs() as readonly string[])]),
    missingImports,
  }
}
