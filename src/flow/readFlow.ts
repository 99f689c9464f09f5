import type { Flow, KestraVersion, Problem, VersionSetting } from '../model'
import { describeValue, type Elsewhere, type Finding, isMap, NOWHERE, type Registry, type WrittenMap } from '../task'
import { checkStructure, type TaskSite } from './checkStructure'
import { checkTemplates, type ReadText } from './checkTemplates'
import { checkTriggers } from './checkTriggers'
import { FLOW_PROPERTIES } from './flowProperties'
import { labelOf } from './label'
import { spanAt } from './locate'
import { type ParsedYaml, parseYaml } from './parse'
import type { Plan } from './plan'
import { planFlow, pluginDefaultsOf, withPluginDefaults } from './planFlow'
import { checkRules } from './rules'
import { readNames, type TemplateReader } from './templateReader'
import { toFlow } from './toFlow'
import { type TemplateFinding, toProblem, toTemplateProblem, visible } from './toProblem'
import { countVotes, decide, isDecided } from './version'

/** What is needed to read a flow: the task types at hand, the version asked for, and what is known of other types. */
export type FlowOptions = {
  readonly registry: Registry
  readonly version: VersionSetting
  readonly elsewhere?: Elsewhere
  /** Parses templates; one that remembers is worth having while a flow is being typed. */
  readonly templates?: TemplateReader
}

/** A text read as a flow; `flow` is what could be made of it, as far as it goes. */
export type FlowDocument = {
  readonly yaml: ParsedYaml
  readonly version: KestraVersion
  readonly problems: readonly Problem[]
  /** The tasks as they are written, in the order of the text, parents before children. */
  readonly tasks: readonly TaskSite[]
  /** The texts that are rendered. */
  readonly texts: readonly ReadText[]
  readonly flow?: Flow
}

/** A text read to be run; `plan` is there only when no error would stop Kestra from saving the flow. */
export type FlowReading = FlowDocument & { readonly plan?: Plan }

/** Reads a text as a flow and binds it to its task types. Never throws for a text, whatever it is. */
export function readFlow(text: string, options: FlowOptions): FlowReading {
  const document = readDocument(text, options)
  const { flow, version, problems } = document
  const isBroken = problems.some(({ severity }) => severity === 'error')
  return flow === undefined || isBroken ? document : { ...document, plan: planFlow(flow, version, options.registry) }
}

/**
 * Reads a text as a flow: YAML, version, validation. Never throws for a text, whatever it is.
 * Source: Kestra `YamlParser`, `FlowService`, `FlowValidator`.
 */
export function readDocument(text: string, options: FlowOptions): FlowDocument {
  const yaml = parseYaml(text)
  const votes = countVotes(yaml.value, options.registry)
  const version = options.version === 'auto' ? decide(votes) : options.version
  const flow = yaml.value === undefined ? undefined : toFlow(yaml.value)
  const undecided = options.version === 'auto' && !isDecided(votes)
  const isUnreadable = yaml.problems.some(({ severity }) => severity === 'error')
  const found = isUnreadable ? guess(yaml, version, options) : validate(yaml, flow, version, undecided, options)
  return {
    yaml,
    version,
    problems: inOrder([...yaml.problems, ...found.problems], text.length),
    tasks: found.tasks,
    texts: found.texts,
    ...(flow === undefined ? {} : { flow }),
  }
}

type Found = Pick<FlowDocument, 'problems' | 'tasks' | 'texts'>

const NOTHING: Found = { problems: [], tasks: [], texts: [] }

/** Of a text that cannot be read the tasks that can be made out; problems of theirs would only distract. */
function guess(yaml: ParsedYaml, version: KestraVersion, { registry, elsewhere = NOWHERE }: FlowOptions): Found {
  if (!isMap(yaml.value)) return NOTHING
  const check = { version, registry, elsewhere, pluginDefaults: [], report: () => undefined }
  return { ...NOTHING, tasks: checkStructure(yaml.value, check) }
}

/** Nobody reads more; errors are the last to be left out. */
const MOST_PROBLEMS = 1000

/** Problems in the order of the text, each where it can be seen. */
const inOrder = (problems: readonly Problem[], length: number): readonly Problem[] =>
  [...problems]
    .sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))
    .slice(0, MOST_PROBLEMS)
    .map(problem => ({ ...problem, span: visible(problem.span, length) }))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)

function validate(
  yaml: ParsedYaml,
  flow: Flow | undefined,
  version: KestraVersion,
  undecided: boolean,
  { registry, elsewhere = NOWHERE, templates = readNames }: FlowOptions,
): Found {
  const { value } = yaml
  if (flow === undefined || !isMap(value)) return { ...NOTHING, problems: [notAFlow(value, yaml)] }
  if (isSomethingElse(value)) return { ...NOTHING, problems: [anotherMap(yaml)] }
  const problems: Problem[] = []
  const report = (finding: Finding): void => {
    problems.push(toProblem(finding, yaml))
  }
  const reportTemplate = (finding: TemplateFinding): void => {
    problems.push(toTemplateProblem(finding, yaml))
  }
  const pluginDefaults = pluginDefaultsOf(flow, version, registry)
  const tasks = checkStructure(value, { version, registry, elsewhere, pluginDefaults, report })
  checkRules(flow, value, tasks, version, report, reportTemplate)
  const triggers = Array.isArray(value.triggers) ? value.triggers : []
  const completed = triggers.map((trigger: unknown) =>
    isMap(trigger) ? withPluginDefaults(trigger, pluginDefaults) : trigger,
  )
  checkTriggers(completed, elsewhere, path => labelOf(value, path, version), report)
  const texts = checkTemplates({
    flow,
    written: value,
    sites: tasks,
    version,
    elsewhere,
    undecided,
    read: templates,
    report: reportTemplate,
  })
  return { problems, tasks, texts }
}

/** Other YAML files have none of what a flow must have: one problem says more than one for each of their keys. */
const isSomethingElse = (value: WrittenMap): boolean =>
  !['id', 'namespace', 'tasks'].some(key => Object.hasOwn(value, key)) &&
  !Object.keys(value).some(key => Object.hasOwn(FLOW_PROPERTIES, key))

const anotherMap = (yaml: ParsedYaml): Problem => ({
  code: 'not-a-flow',
  severity: 'error',
  span: spanAt(yaml, [], 'value'),
  path: [],
  message: 'Illegal flow yaml: expected id, namespace and tasks, found none of them',
  hint: 'This looks like another kind of file. A flow starts with `id: my_flow`.',
})

const notAFlow = (value: unknown, yaml: ParsedYaml): Problem => ({
  code: 'not-a-flow',
  severity: 'error',
  span: spanAt(yaml, [], 'value'),
  path: [],
  message: `Illegal flow yaml: expected a map with id, namespace and tasks, found ${describeValue(value)}`,
  hint: 'A flow starts with `id: my_flow`.',
})
