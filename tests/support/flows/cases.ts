import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FireRequest } from '../../../src/engine'

export const FLOWS = fileURLToPath(new URL('../../flows/', import.meta.url))

/** What a case is run with: the first line of a flow may be a comment `# run: {…}`. */
export type Setting = {
  readonly version?: '1.3' | '2.0'
  readonly inputs?: Readonly<Record<string, unknown>>
  /** FILE inputs, as text. */
  readonly inputFiles?: Readonly<Record<string, string>>
  /** Values for each Pause that waits for the person, in turn. */
  readonly resume?: readonly Readonly<Record<string, unknown>>[]
  readonly stubs?: Readonly<Record<string, { readonly outputs?: Readonly<Record<string, unknown>> }>>
  /** A trigger that fires; files are written as text. */
  readonly fire?: Omit<FireRequest, 'files'> & { readonly files?: readonly { name: string; text: string }[] }
  /** Other flows of the workspace, by file. */
  readonly with?: readonly string[]
  /** How many executions are started at the same time; one when absent. */
  readonly times?: number
}

/** A flow of tests/flows with what it is run with. `file` is its name there. */
export type FlowCase = {
  readonly file: string
  readonly source: string
  readonly setting: Setting
  /** Sources of the other flows of its workspace. */
  readonly others: readonly string[]
}

/** Every flow of tests/flows. */
export function readCases(): readonly FlowCase[] {
  const files = readdirSync(FLOWS).filter(file => file.endsWith('.yaml') && !file.endsWith('.expected.yaml'))
  return files.map(file => {
    const source = readFileSync(`${FLOWS}${file}`, 'utf8')
    const setting = settingOf(source)
    const others = (setting.with ?? []).map(other => readFileSync(`${FLOWS}${other}`, 'utf8'))
    return { file, source, setting, others }
  })
}

const settingOf = (source: string): Setting => {
  const [, json] = /^# run: (\{.*\})$/m.exec(source.split('\n', 1)[0] ?? '') ?? []
  return json === undefined ? {} : (JSON.parse(json) as Setting)
}

/** Whether a case needs a runtime or the network, and so a browser. */
export const needsBrowser = ({ source }: FlowCase): boolean =>
  /type: io\.kestra\.plugin\.(?:scripts|jdbc|core\.http)\./.test(source)
