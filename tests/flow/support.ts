import { readFlow } from '../../src/flow'
import { type KestraVersion, type Problem, positionAt, type VersionSetting } from '../../src/model'
import { elsewhere } from '../../src/plugins/elsewhere'
import { registry } from '../../src/plugins/registry'

export const read = (text: string, version: VersionSetting = 'auto') => readFlow(text, { registry, elsewhere, version })

/** A flow around tasks that are written from the first column on. */
export const flowOf = (tasks: string, more = ''): string =>
  `id: my_flow\nnamespace: company.team\n${more}tasks:\n${tasks.trim().replaceAll(/^/gm, '  ')}\n`

/** Problems as `severity code at`, where `at` is the text they stand under. */
export const told = (text: string, version: VersionSetting = 'auto'): readonly string[] =>
  read(text, version).problems.map(
    ({ severity, code, span }) => `${severity} ${code} ${text.slice(span.start, span.end)}`,
  )

/** Problems other than information. */
export const complaints = (text: string, version: VersionSetting = 'auto'): readonly string[] =>
  told(text, version).filter(line => !line.startsWith('info'))

export const messages = (text: string, version: KestraVersion): readonly string[] =>
  read(text, version)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message)

/** The text with the fix of its only fixable problem applied. */
export function fixed(text: string, version: VersionSetting = 'auto'): string {
  const fixes = read(text, version).problems.flatMap(({ fix }) => (fix === undefined ? [] : [fix]))
  return fixes.reduceRight(
    (result, { span, text: put }) => result.slice(0, span.start) + put + result.slice(span.end),
    text,
  )
}

export const placeOf = (text: string, problem: Problem): string => {
  const { line, column } = positionAt(text, problem.span.start)
  return `${line}:${column}`
}
