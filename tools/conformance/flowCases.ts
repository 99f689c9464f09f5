import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KestraVersion } from '../../src/model'
import type { Recording } from './recording'

/** One recording of a flow, with everything that it was run with. */
export type FlowCase = {
  /** `run-if.no`: the flow and, where there are several, the case. */
  readonly name: string
  readonly flow: string
  readonly version: KestraVersion
  readonly file: string
  readonly source: string
  readonly inputs: Readonly<Record<string, unknown>>
  /** FILE inputs: name to text. */
  readonly fileInputs: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  /** Seconds. */
  readonly timeout: number
  /** Flows that have to be there before. */
  readonly needs: readonly string[]
  /** Namespace files that have to be there before: path to text. */
  readonly files: Readonly<Record<string, string>>
  readonly recording: Recording
}

type RigCase = {
  readonly name?: string
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly fileInputs?: Readonly<Record<string, string>>
  readonly labels?: Readonly<Record<string, string>>
  readonly timeout?: number
}

type Rig = {
  readonly cases?: readonly RigCase[]
  readonly needs?: readonly string[]
  readonly files?: Readonly<Record<string, string>>
}

const SUFFIXES: readonly (readonly [KestraVersion, string])[] = [
  ['1.3', '.execution.json'],
  ['2.0', '.execution-2.0.json'],
]

/** Reads a folder of recorded flows: `NAME.yaml` with `NAME[.CASE].execution.json` and `…execution-2.0.json`. */
export function readFlowCases(folder: string): readonly FlowCase[] {
  const flows = readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .sort()
  return flows.flatMap(file => casesOf(folder, file.slice(0, -'.yaml'.length)))
}

function casesOf(folder: string, flow: string): readonly FlowCase[] {
  const source = readFileSync(join(folder, `${flow}.yaml`), 'utf8')
  const rig = readRig(source)
  return (rig.cases ?? [{}]).flatMap(one => {
    const name = one.name === undefined ? flow : `${flow}.${one.name}`
    return SUFFIXES.flatMap(([version, suffix]) => {
      const file = `${name}${suffix}`
      if (!existsSync(join(folder, file))) return []
      return [
        {
          name,
          flow,
          version,
          file,
          source,
          inputs: one.inputs ?? {},
          fileInputs: one.fileInputs ?? {},
          labels: one.labels ?? {},
          timeout: one.timeout ?? 30,
          needs: (rig.needs ?? []).map(other => readFileSync(join(folder, other), 'utf8')),
          files: rig.files ?? {},
          recording: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording,
        },
      ]
    })
  })
}

/** The first line may be a comment that says how the flow was run. */
function readRig(source: string): Rig {
  const [, json] = /^# rig: (\{.*\})\s*$/m.exec(source.split('\n', 1)[0] ?? '') ?? []
  return json === undefined ? {} : (JSON.parse(json) as Rig)
}
