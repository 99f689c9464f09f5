import type { Importable } from '../runner'
import type { LockPackages } from './packages'
import { packageName } from './requirement'
import type { PythonJob, RuntimeFile } from './runtimes'

/** Images that bring packages along. Source: the Dockerfiles of Kestra's example images. */
const RICH_IMAGE = /pydata|kestrapy|polars|datascience|scipy|jupyter|pandas/i

/** Packages of such images that Pyodide does not build, by the names they are imported by. */
const FROM_INDEX: Readonly<Record<string, string>> = {
  amazon: 'amazon.ion',
  faker: 'faker',
  loguru: 'loguru',
  openai: 'openai',
}

/** Bytes of a file of the task that is read for its imports. */
const MOST_READ = 1_000_000

/**
 * What the image of a job brings in Kestra and its program imports: requirements to install before anything runs. What
 * the job installs itself is left to it.
 * @param asked names of packages that the job installs
 */
export async function impliedByImage(
  job: Pick<PythonJob, 'image' | 'program' | 'inputFiles'>,
  asked: readonly string[],
  all: () => Promise<LockPackages>,
): Promise<readonly string[]> {
  if (!RICH_IMAGE.test(job.image ?? '')) return []
  const byImport = new Map(Object.entries({ ...FROM_INDEX, ...importNames(await all()) }))
  const files = await Promise.all(job.inputFiles.filter(isProgram).map(({ content }) => content.text()))
  const program = job.program.kind === 'script' ? [job.program.source] : job.program.commands
  const names = [...program, ...files].flatMap(readImports).flatMap(name => byImport.get(name) ?? [])
  return [...new Set(names)].filter(name => !asked.includes(packageName(name))).sort()
}

const isProgram = ({ path, content }: RuntimeFile): boolean => path.endsWith('.py') && content.size <= MOST_READ

/** The modules of the first level that a Python text imports, wherever a statement may stand. */
export function readImports(source: string): readonly string[] {
  const statements = source.matchAll(/(?:^|[;:"'])[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([^;#\n]+))/gm)
  return [...statements]
    .flatMap(([, from, list]) => (from === undefined ? (list ?? '').split(',') : [from]))
    .flatMap(name => /^\s*([A-Za-z_]\w*)/.exec(name)?.[1] ?? [])
}

/** What the system of every image has, by the module that reads it: the time zones of `/usr/share/zoneinfo`. */
export const SYSTEM: Importable = { zoneinfo: 'tzdata' }

/** Names of packages by those they are imported by. */
export const importNames = (packages: LockPackages): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.values(packages).flatMap(entry => entry.imports.map(name => [name, entry.name])))
