import type { KestraVersion, Path, PluginDefault } from '../model'
import {
  type CheckOptions,
  COMMON,
  checkProperties,
  type Elsewhere,
  type Finding,
  indexProperties,
  isMap,
  type Properties,
  type Registry,
  type TaskType,
  type WrittenMap,
} from '../task'
import { checkRetry } from './checkRetry'
import { checkType } from './checkType'
import { FLOW_PROPERTIES } from './flowProperties'
import { labelOf } from './label'
import { withPluginDefaults } from './planFlow'
import { textOf } from './values'

/** A task as it is written, wherever it stands. `parent` is the task it is inside of. */
export type TaskSite = {
  readonly path: Path
  readonly value: WrittenMap
  /** Empty when it is not written. */
  readonly id: string
  readonly type: TaskType | undefined
  /** Properties of its type and those of every task. */
  readonly properties: Properties
  readonly parent: TaskSite | undefined
}

/** What a check of the structure needs to know. */
export type StructureCheck = {
  readonly version: KestraVersion
  readonly registry: Registry
  readonly elsewhere: Elsewhere
  readonly pluginDefaults: readonly PluginDefault[]
  readonly report: (finding: Finding) => void
}

const FLOW_CLASS = 'io.kestra.core.models.flows.FlowWithSource'

/** A block that published blueprints carry, and that Kestra's editor never sees. */
const BLUEPRINT_BLOCK = 'extend'

/**
 * Checks every property of a flow and of its tasks, and answers the tasks found, in the order of the text, parents
 * before children.
 */
export function checkStructure(flow: WrittenMap, check: StructureCheck): readonly TaskSite[] {
  const sites: TaskSite[] = []
  const names = check.registry.types.flatMap(type => [type.type, ...(type.aliases ?? [])])
  const index = remembered((properties: Properties) => indexProperties(properties, check.version))
  const propertiesOf = remembered((type: TaskType): Properties => ({ ...COMMON, ...type.properties }))
  const options = (className: string, parent: TaskSite | undefined): CheckOptions => ({
    version: check.version,
    className,
    index,
    label: path => labelOf(flow, path, check.version),
    report: check.report,
    task: (value, path) => checkTask(value, path, parent),
  })

  function checkTask(value: unknown, path: Path, parent: TaskSite | undefined): void {
    if (!isMap(value)) {
      check.report({ ...notATask(labelOf(flow, path, check.version)), path })
      return
    }
    const written = textOf(value.type)
    const type = check.registry.find(written ?? '')
    const properties = type === undefined ? COMMON : propertiesOf(type)
    const site: TaskSite = { path, value, id: textOf(value.id) ?? '', type, properties, parent }
    sites.push(site)
    checkType(written, [...path, 'type'], { ...check, names })
    const given = givenBy(check.pluginDefaults, written)
    const className = type?.type ?? written ?? 'io.kestra.core.models.tasks.Task'
    const known = type === undefined ? onlyCommon(value) : value
    checkProperties(properties, known, path, options(className, site), new Set([...given, 'type']))
    checkRetry(value.retry, [...path, 'retry'], options(className, site))
    for (const name of type?.kind === 'flowable' ? FOR_RUNNABLE : []) {
      if (value[name] !== undefined && !Object.hasOwn(type?.properties ?? {}, name)) {
        check.report({ ...forRunnable(site.id, name), path: [...path, name] })
      }
    }
    for (const finding of type?.check?.(withPluginDefaults(value, check.pluginDefaults), check.registry.find) ?? []) {
      const at = [...path, ...(finding.path ?? [])]
      check.report({
        code: 'broken-rule',
        severity: 'error',
        path: at,
        at: finding.path === undefined ? 'key' : 'value',
        message: `${labelOf(flow, path, check.version)}: ${finding.message}`,
        ...(finding.hint === undefined ? {} : { hint: finding.hint }),
      })
    }
  }

  const { [BLUEPRINT_BLOCK]: block, ...own } = flow
  if (block !== undefined) check.report(BLUEPRINT_NOTE)
  checkProperties(FLOW_PROPERTIES, own, [], options(FLOW_CLASS, undefined))
  checkRetry(own.retry, ['retry'], options(FLOW_CLASS, undefined))
  return sites
}

/** Properties that do nothing for tasks that run other tasks. Source: Kestra `FlowService.warnings`. */
const FOR_RUNNABLE = ['timeout', 'taskCache'] as const

const forRunnable = (id: string, name: string): Omit<Finding, 'path'> => ({
  code: 'runnable-only',
  severity: 'warning',
  at: 'key',
  message: `The task '${id}' cannot use the '${name}' property as it's only relevant for runnable tasks.`,
})

/** Names that a task of this type has by `pluginDefaults`. */
const givenBy = (defaults: readonly PluginDefault[], type: string | undefined): ReadonlySet<string> =>
  defaults.length === 0 ? NONE : new Set(Object.keys(withPluginDefaults({ type }, defaults)))

const NONE: ReadonlySet<string> = new Set()

/** The same function, which works out each answer once. */
function remembered<K, V>(answer: (key: K) => V): (key: K) => V {
  const answers = new Map<K, V>()
  return key => {
    const known = answers.get(key)
    if (known !== undefined) return known
    const found = answer(key)
    answers.set(key, found)
    return found
  }
}

const BLUEPRINT_NOTE: Finding = {
  code: 'ignored-property',
  severity: 'info',
  path: [BLUEPRINT_BLOCK],
  at: 'key',
  message: '`extend` documents a blueprint. It is kept but not used here.',
}

const notATask = (label: string): Omit<Finding, 'path'> => ({
  code: 'wrong-kind',
  severity: 'error',
  at: 'value',
  message: `${label}: expected a task, a map with id and type`,
})

/** Of a type nobody knows here, only what every task has can be checked. */
const onlyCommon = (value: WrittenMap): WrittenMap =>
  Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(COMMON, key)))
