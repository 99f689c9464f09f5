import type { Span } from '../expression'
import type { Flow } from '../model'
import { type Elsewhere, nearest } from '../task'
import type { TaskSite } from './checkStructure'
import type { Reference, ReferenceKey } from './references'
import { bracketFix } from './rules'
import type { TemplateFinding } from './toProblem'

type TaskKnown = { readonly site: TaskSite; readonly order: number }

/** What expressions of a flow can read. */
export type Scope = {
  readonly tasks: ReadonlyMap<string, TaskKnown>
  readonly inputs: ReadonlySet<string>
  /** Undefined where tasks may set variables of any name. */
  readonly variables: ReadonlySet<string> | undefined
  readonly elsewhere: Elsewhere
  /** The name that was meant, for the first few that are not there: each looks through all names. */
  readonly suggest: (name: string, known: Iterable<string>) => string | undefined
}

const MOST_SUGGESTIONS = 200

function limitedSuggestions(): Scope['suggest'] {
  let left = MOST_SUGGESTIONS
  return (name, known) => (left-- > 0 ? nearest(name, known) : undefined)
}

/** What the expressions of this flow can read. */
export function scopeOf(flow: Flow, sites: readonly TaskSite[], elsewhere: Elsewhere): Scope {
  const tasks = new Map<string, TaskKnown>()
  sites.forEach((site, order) => {
    if (site.id !== '' && !tasks.has(site.id)) tasks.set(site.id, { site, order })
  })
  const sets = sites.some(({ type }) => type?.kind === 'runnable' && type.updatesExecution === true)
  return {
    tasks,
    inputs: new Set(flow.inputs.map(({ id }) => id.split('.', 1)[0] ?? id)),
    variables: sets ? undefined : new Set(Object.keys(flow.variables)),
    elsewhere,
    suggest: limitedSuggestions(),
  }
}

/** Something that is read and is not there; `at` and `fix` are offsets of the template. */
export type Missing = {
  readonly code: string
  readonly at: Span
  readonly message: string
  readonly hint?: string
  readonly replace?: string
  readonly fix?: NonNullable<TemplateFinding['fix']>
}

/** Names that an expression may read, whatever the flow. */
const ROOTS = new Set([
  'flow',
  'execution',
  'task',
  'taskrun',
  'tasks',
  'inputs',
  'outputs',
  'vars',
  'labels',
  'trigger',
  'parent',
  'parents',
  'envs',
  'globals',
  'kestra',
  'namespace',
  'item',
  'workerTaskrun',
  'workingDir',
  'outputDir',
  'outputFiles',
  'locale',
  'template',
  '_context',
  'loop',
  'error',
])

/**
 * What a reference reads that is not there; undefined when all is well or nothing can be told.
 * @param site the task it stands in, undefined for the flow itself
 * @param late whether the task brings names of its own
 * @param text the template
 */
export function missing(
  reference: Reference,
  site: TaskSite | undefined,
  late: boolean,
  text: string,
  scope: Scope,
): Missing | undefined {
  const { root, keys, tolerant, rootSpan } = reference
  const [first] = keys
  if (first?.name === undefined) return root === undefined || late || tolerant ? undefined : missingRoot(root, rootSpan)
  switch (root) {
    case 'outputs':
      return missingOutput(reference, site, text, scope)
    case 'inputs':
      return missingInput(reference, text, scope)
    case 'vars':
      return tolerant || scope.variables === undefined
        ? undefined
        : missingName('vars', 'variable', first, scope.variables, scope)
    default:
      return late || tolerant ? undefined : missingRoot(root, rootSpan)
  }
}

/** A name of its own is a surprise only where a known one was surely meant: tasks may bring names of their own. */
function missingRoot(root: string, at: Span): Missing | undefined {
  if (ROOTS.has(root)) return undefined
  const near = nearest(root, ROOTS)
  if (near === undefined) return undefined
  return {
    code: 'unknown-variable',
    at,
    message: `There is no variable \`${root}\``,
    hint: `Did you mean \`${near}\`?`,
    replace: near,
  }
}

function missingName(
  root: string,
  kind: string,
  { name, span: at }: ReferenceKey,
  known: ReadonlySet<string>,
  scope: Scope,
): Missing | undefined {
  if (name === undefined || known.has(name)) return undefined
  const near = scope.suggest(name, known)
  const list = [...known].slice(0, 12).map(one => `\`${one}\``)
  return {
    code: `unknown-${kind}`,
    at,
    message: `${root}.${name} does not exist`,
    hint:
      near !== undefined
        ? `Did you mean \`${near}\`?`
        : list.length === 0
          ? `This flow has no ${root === 'vars' ? 'variables' : 'inputs'}.`
          : `There is ${list.join(', ')}.`,
    ...(near === undefined ? {} : { replace: near }),
  }
}

function missingInput({ keys, tolerant }: Reference, text: string, scope: Scope): Missing | undefined {
  const [first] = keys
  if (first?.name === undefined || scope.inputs.has(first.name)) return undefined
  const hyphenated = hyphenatedName('inputs', first, text, scope.inputs)
  if (hyphenated !== undefined) return hyphenated.missing
  return tolerant ? undefined : missingName('inputs', 'input', first, scope.inputs, scope)
}

/**
 * A name that goes on after a hyphen: `outputs.my-task`. `missing` is undefined where Kestra refuses the whole flow
 * for it, which is told elsewhere.
 */
function hyphenatedName(
  root: string,
  { name, span }: ReferenceKey,
  text: string,
  names: Iterable<string>,
): { readonly missing: Missing | undefined } | undefined {
  if (text[span.end] !== '-' || text[span.start - 1] !== '.') return undefined
  const written = /^[\w-]+/.exec(text.slice(span.start))?.[0] ?? ''
  if (![...names].includes(written)) return undefined
  const isWhole = new RegExp(`\\{\\{\\s*${root}$`).test(text.slice(0, span.start - 1))
  const rest = text.slice(span.start + written.length)
  if (isWhole && (root === 'outputs' ? /^\.[^}]+\}\}/ : /^\s*\}\}/).test(rest)) return { missing: undefined }
  return {
    missing: {
      code: 'hyphen',
      at: { start: span.start, end: span.start + written.length },
      message: `${root}.${written} reads as ${name} minus the rest`,
      hint: `Write ${root}['${written}'].`,
      fix: bracketFix(span.start - 1, written),
    },
  }
}

function missingOutput(
  reference: Reference,
  site: TaskSite | undefined,
  text: string,
  scope: Scope,
): Missing | undefined {
  const { keys, tolerant } = reference
  const [first, second] = keys
  if (first?.name === undefined) return undefined
  const known = scope.tasks.get(first.name)
  if (known === undefined) {
    const hyphenated = hyphenatedName('outputs', first, text, scope.tasks.keys())
    if (hyphenated !== undefined) return hyphenated.missing
    return tolerant ? undefined : unknownTask(first.name, first.span, scope)
  }
  if (second?.name === undefined) return undefined
  const order = tolerant ? undefined : laterTask(known, site, first.span)
  return order ?? unknownOutput(known.site, second.name, second.span, scope)
}

function unknownTask(name: string, at: Span, scope: Scope): Missing | undefined {
  const ids = [...scope.tasks.keys()]
  // Kestra 1.x adds tasks of its own around the batches of a ForEachItem.
  if (/_(?:split|items|merge)$/.test(name)) return undefined
  const near = scope.suggest(name, ids)
  return {
    code: 'unknown-task',
    at,
    message: `outputs.${name} does not exist: no task has this id`,
    hint:
      near === undefined
        ? `Tasks are ${ids
            .slice(0, 12)
            .map(id => `\`${id}\``)
            .join(', ')}.`
        : `Did you mean \`${near}\`?`,
    ...(near === undefined ? {} : { replace: near }),
  }
}

/** A task of the flow's own list that comes later. Branches may run in any order, so only the outermost count. */
function laterTask(known: TaskKnown, site: TaskSite | undefined, at: Span): Missing | undefined {
  if (site === undefined) return undefined
  const [mine, theirs] = [outermost(site), outermost(known.site)]
  const [list, index] = mine.path
  const [otherList, otherIndex] = theirs.path
  if (list !== 'tasks' || otherList !== 'tasks' || Number(otherIndex) <= Number(index)) return undefined
  return {
    code: 'later-task',
    at,
    message: `\`${known.site.id}\` runs later, so it has no outputs yet`,
    hint: 'A task can read outputs of the tasks before it.',
  }
}

function outermost(site: TaskSite): TaskSite {
  let at = site
  while (at.parent !== undefined) at = at.parent
  return at
}

/** Inside other tasks outputs may be kept by the value of a loop, so that a first key is no output. */
function unknownOutput(site: TaskSite, name: string, at: Span, scope: Scope): Missing | undefined {
  const type = site.type
  const names = type === undefined ? scope.elsewhere.find(String(site.value.type))?.outputs : Object.keys(type.outputs)
  if (names === undefined || names.includes(name) || OPEN_OUTPUTS.has(name)) return undefined
  const near = scope.suggest(name, names)
  if (site.parent !== undefined && near === undefined) return undefined
  if (type?.kind === 'flowable' && near === undefined) return undefined
  return {
    code: 'unknown-output',
    at,
    message: `outputs.${site.id}.${name} does not exist`,
    hint:
      names.length === 0
        ? `${site.id} has no outputs.`
        : near === undefined
          ? `${site.id} has ${[...names].sort().join(', ')}.`
          : `Did you mean \`${near}\`? ${site.id} has ${[...names].sort().join(', ')}.`,
    ...(near === undefined ? {} : { replace: near }),
  }
}

/** Outputs that any task may have. */
const OPEN_OUTPUTS = new Set(['outputs', 'taskRunner'])
