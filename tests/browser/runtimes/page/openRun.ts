import { frame } from 'virtual:runner-frame'
import { connectRunner, createRunnerHost, openResources, type Runner } from '../../../../src/runner'
import {
  createDuckDB,
  createHttpBroker,
  createPython,
  openExtensions,
  openPackages,
  openPacks,
  openSnapshots,
} from '../../../../src/runtimes'
import type { LabOptions } from './lab'

const base = new URL('./', location.href).href
const versions = __RUNTIME_VERSIONS__
const host = createRunnerHost(frame)
const resources = openResources(base)
export const snapshots = openSnapshots(resources, versions.pyodide)

export const packs = openPacks(resources, versions.pyodide, snapshots)

/** The runtimes of one run, in a frame of their own. */
export function openRun(options: LabOptions = {}) {
  const owner = crypto.randomUUID()
  let connected: Promise<Runner> | undefined
  const runner = () => (connected ??= host.request(owner).then(connectRunner))
  const packages = openPackages(resources, versions.pyodide, {
    pyodide: options.pyodide ?? 'https://cdn.jsdelivr.net/pyodide/v314.0.7/full/',
    hosts: ['pypi.org', 'files.pythonhosted.org', ...(options.hosts ?? [])],
  })
  const http = createHttpBroker({
    ownOrigin: location.origin,
    allowLocal: options.allowLocal ?? false,
    fetch: (input, init) => fetch(input, init),
  })
  const newPython = () =>
    createPython({
      runner,
      resources,
      packages,
      version: versions.pyodide,
      newId: () => crypto.randomUUID(),
      ...(options.snapshot ? { snapshots } : {}),
      ...(options.packs ? { packs } : {}),
    })
  const python = newPython()
  const duckdb = createDuckDB({
    runner,
    resources,
    extensions: openExtensions(resources, options.extensions ?? `${location.origin}/nowhere/`),
    version: versions.duckdb,
  })
  return { python, newPython, duckdb, http, end: () => host.release(owner) }
}
