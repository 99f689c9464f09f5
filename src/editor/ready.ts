import type { ReadyItem } from '../engine'
import { type FlowDocument, lineIndex, locate, type ReadText, shortName, type TaskSite } from '../flow'
import type { Path } from '../model'
import type { Elsewhere, Need, Property } from '../task'
import { packageName, packagesIn } from './packages'
import { type Known, knownOf, substitute, UNKNOWN } from './substitute'

/** What is known of a thing that may be downloaded: `pyodide`, `duckdb`, `package:polars`. */
export type KnownResource = { readonly title?: string; readonly bytes?: number; readonly here?: boolean }

/** What the ready list needs beside the flow. */
export type ReadyOptions = {
  readonly elsewhere: Elsewhere
  /** Values in the fields. */
  readonly inputs: Readonly<Record<string, unknown>>
  readonly resource?: (id: string) => KnownResource | undefined
}

type Listing = {
  readonly reading: FlowDocument
  readonly options: ReadyOptions
  readonly known: Known
  readonly lineOf: (path: Path) => number | undefined
}

/**
 * What Run would call, download, execute, keep, ask for, and what cannot run here, read from the text without running
 * it. Tasks that are disabled are left out.
 */
export function readyList(reading: FlowDocument, options: ReadyOptions): readonly ReadyItem[] {
  if (reading.flow === undefined) return []
  const lineAt = lineIndex(reading.yaml.text)
  const listing: Listing = {
    reading,
    options,
    known: knownOf(reading.flow, reading.version, options.inputs),
    lineOf: path => {
      const found = locate(reading.yaml, path)
      return found === undefined ? undefined : lineAt((found.key ?? found.value).start)
    },
  }
  const tasks = reading.tasks.filter(task => !isDisabled(task))
  const items = tasks.flatMap(task => itemsOf(task, listing))
  return [...distinct([...items, ...callsInTexts(listing), ...secretsOf(listing)])]
}

const isDisabled = (task: TaskSite): boolean =>
  task.value.disabled === true || (task.parent !== undefined && isDisabled(task.parent))

/** The same download, call or secret of several tasks is one item. */
function* distinct(items: readonly ReadyItem[]): Generator<ReadyItem> {
  const seen = new Set<string>()
  for (const item of items) {
    const key = item.kind === 'download' ? (item.resource ?? item.title) : item.title
    const perTask = item.kind === 'code' || item.kind === 'keep' || item.kind === 'cannot-run' ? item.taskId : ''
    const whole = `${item.kind} ${perTask} ${key}`
    if (seen.has(whole)) continue
    seen.add(whole)
    yield item
  }
}

function itemsOf(task: TaskSite, listing: Listing): readonly ReadyItem[] {
  if (task.type === undefined) return [cannotRun(task, listing)]
  return [
    ...calls(task, listing),
    ...(task.type.needs ?? []).flatMap(need => download(need, task, listing)),
    ...packages(task, listing),
    ...extensions(task, listing),
    ...code(task, listing),
    ...kept(task, listing),
  ]
}

const placed = ({ id, path }: TaskSite, { lineOf }: Listing, property: Path = []) => {
  const line = lineOf([...path, ...property]) ?? lineOf([...path, 'id']) ?? lineOf(path)
  return { taskId: id, ...(line === undefined ? {} : { line }) }
}

function cannotRun(task: TaskSite, listing: Listing): ReadyItem {
  const type = String(task.value.type ?? '')
  const title = listing.options.elsewhere.find(type)?.title
  return {
    kind: 'cannot-run',
    title: shortName(type),
    ...(title === undefined ? {} : { detail: `talks to ${title}` }),
    ...placed(task, listing, ['type']),
  }
}

function calls(task: TaskSite, listing: Listing): readonly ReadyItem[] {
  const { type, value } = task
  if (type?.needs?.includes('http') && typeof value.uri === 'string') {
    const method = typeof value.method === 'string' ? substitute(value.method, listing.known).toUpperCase() : 'GET'
    return [call(method, substitute(value.uri, listing.known), task, listing, ['uri'])]
  }
  if (!type?.needs?.includes('duckdb') || typeof value.sql !== 'string') return []
  const sql = substitute(value.sql, listing.known)
  return [...sql.matchAll(/(?<=['"])https?:\/\/[^\s'"]+/g)].map(([address]) =>
    call('GET', address, task, listing, ['sql']),
  )
}

/** Calls that expressions make by `http()`. */
function callsInTexts(listing: Listing): readonly ReadyItem[] {
  return listing.reading.texts.flatMap(text => {
    if (text.task === undefined || isDisabled(text.task)) return []
    const { task, path } = text
    return callsOf(text, 'http').map(argument =>
      call('GET', argument ?? UNKNOWN, task, listing, path.slice(task.path.length)),
    )
  })
}

const callsOf = ({ names }: ReadText, name: string): readonly (string | undefined)[] =>
  names.calls.filter(one => one.name === name).map(({ argument }) => argument)

function call(method: string, address: string, task: TaskSite, listing: Listing, property: Path): ReadyItem {
  const [, scheme = '', rest = ''] = /^(https?:\/\/)?(.*)$/s.exec(address.trim()) ?? []
  const host = rest.split(/[/?#]/, 1)[0] ?? ''
  const isKnown = host !== '' && !host.includes(UNKNOWN)
  return {
    kind: 'call',
    ...placed(task, listing, property),
    title: isKnown ? `${method} ${scheme === 'http://' ? scheme : ''}${rest}` : 'A host decided while it runs',
    ...(isKnown ? { host: host.toLowerCase() } : { detail: method }),
  }
}

const RUNTIMES: Readonly<Partial<Record<Need, { readonly id: string; readonly title: string }>>> = {
  python: { id: 'pyodide', title: 'Python 3.14' },
  duckdb: { id: 'duckdb', title: 'DuckDB' },
  sqlite: { id: 'sqlite', title: 'SQLite' },
}

function download(need: Need, task: TaskSite, listing: Listing): readonly ReadyItem[] {
  const runtime = RUNTIMES[need]
  return runtime === undefined ? [] : [resource(runtime.id, runtime.title, task, listing, [])]
}

function resource(id: string, title: string, task: TaskSite, listing: Listing, property: Path): ReadyItem {
  const known = listing.options.resource?.(id)
  return {
    kind: 'download',
    resource: id,
    title: known?.title ?? title,
    ...placed(task, listing, property),
    ...(known?.bytes === undefined ? {} : { bytes: known.bytes }),
    ...(known?.here === undefined ? {} : { here: known.here }),
  }
}

function packages(task: TaskSite, listing: Listing): readonly ReadyItem[] {
  if (!task.type?.needs?.includes('python')) return []
  const { beforeCommands, commands, dependencies } = task.value
  const texts = (list: unknown) =>
    Array.isArray(list) ? list.map(item => substitute(String(item), listing.known)) : []
  const named = (property: string, names: readonly string[]) =>
    names.map(name => resource(`package:${name}`, name, task, listing, [property]))
  return [
    ...named('beforeCommands', packagesIn(texts(beforeCommands))),
    ...named('commands', packagesIn(texts(commands))),
    ...named('dependencies', texts(dependencies).flatMap(packageName)),
  ]
}

/** Extensions of DuckDB that a query names; those that it only uses are known when it runs. */
function extensions(task: TaskSite, listing: Listing): readonly ReadyItem[] {
  if (!task.type?.needs?.includes('duckdb') || typeof task.value.sql !== 'string') return []
  const named = [...task.value.sql.matchAll(/(?:^|;)\s*(?:INSTALL|LOAD)\s+'?(\w+)'?\s*(?=;|$)/gi)]
  return named.map(([, name = '']) => {
    const extension = name.toLowerCase()
    return resource(`extension:${extension}`, `DuckDB ${extension}`, task, listing, ['sql'])
  })
}

const LANGUAGES: Readonly<Record<string, string>> = { python: 'Python', sql: 'SQL', yaml: 'YAML' }

function code(task: TaskSite, listing: Listing): readonly ReadyItem[] {
  const { type, value } = task
  const items = Object.entries(type?.properties ?? {}).flatMap(([name, property]) => {
    const text = value[name]
    const language = languageOf(property)
    if (language === undefined || typeof text !== 'string') return []
    const lines = text.trim().split('\n').length
    const title = `${lines} ${lines === 1 ? 'line' : 'lines'} of ${language}`
    return [{ kind: 'code' as const, title, ...placed(task, listing, [name]) }]
  })
  const { commands } = value
  if (!type?.needs?.includes('python') || !Array.isArray(commands)) return items
  const title = `${commands.length} ${commands.length === 1 ? 'command' : 'commands'}`
  return [...items, { kind: 'code', title, ...placed(task, listing, ['commands']) }]
}

const languageOf = (property: Property): string | undefined =>
  property.kind === 'string' && property.language !== undefined
    ? (LANGUAGES[property.language] ?? property.language)
    : undefined

function kept(task: TaskSite, listing: Listing): readonly ReadyItem[] {
  const { outputFiles, store, fetchType } = task.value
  const files: readonly unknown[] = Array.isArray(outputFiles) ? outputFiles : []
  const named = files.map((file, index) => ({
    kind: 'keep' as const,
    title: substitute(String(file), listing.known),
    ...placed(task, listing, ['outputFiles', index]),
  }))
  if (store !== true && fetchType !== 'STORE') return [...named, ...downloaded(task, listing)]
  const property = store === true ? 'store' : 'fetchType'
  return [
    ...named,
    { kind: 'keep', title: `${task.id}.ion`, detail: 'the rows of the query', ...placed(task, listing, [property]) },
  ]
}

/** A task that calls and answers an address, but no text of a response, keeps a file. */
function downloaded(task: TaskSite, listing: Listing): readonly ReadyItem[] {
  const { type, value } = task
  const keepsFile = type?.needs?.includes('http') && 'uri' in type.outputs && !('body' in type.outputs)
  if (!keepsFile || typeof value.uri !== 'string') return []
  const [path = ''] = substitute(value.uri, listing.known).split(/[?#]/, 1)
  const name = path.split('/').at(-1)
  return [
    { kind: 'keep', title: name === undefined || name === '' ? 'the file' : name, ...placed(task, listing, ['uri']) },
  ]
}

function secretsOf(listing: Listing): readonly ReadyItem[] {
  return listing.reading.texts.flatMap(text => {
    const { task } = text
    if (task !== undefined && (isDisabled(task) || task.type === undefined)) return []
    if (task === undefined && text.path[0] === 'triggers') return []
    const line = listing.lineOf(text.path)
    return callsOf(text, 'secret').map(name => ({
      kind: 'secret' as const,
      title: name ?? 'A secret named while it runs',
      ...(task === undefined ? {} : { taskId: task.id }),
      ...(line === undefined ? {} : { line }),
    }))
  })
}
