import type { KestraVersion, Path } from '../model'
import { type Elsewhere, type Finding, nearest, type Registry } from '../task'

/** What a check of types needs to know. */
export type TypeCheck = {
  readonly version: KestraVersion
  readonly registry: Registry
  readonly elsewhere: Elsewhere
  readonly report: (finding: Finding) => void
  /** Every name of a type that runs here, old ones too. */
  readonly names: readonly string[]
}

const PLUGINS = 'io.kestra.plugin.'
/** Kestra's own plugin: what is not known of it does not exist. */
const CLOSED = 'io.kestra.plugin.core.'

/** Checks the type of a task at the path of its `type`. */
export function checkType(type: string | undefined, path: Path, check: TypeCheck): void {
  if (type === undefined) {
    check.report({
      code: 'missing-property',
      severity: 'error',
      path,
      at: 'key',
      message: 'Invalid type: null',
      hint: 'Add `type`: what the task does.',
    })
    return
  }
  const found = check.registry.find(type)
  if (found === undefined) {
    reportUnknown(type, path, check)
    return
  }
  if (found.only !== undefined && !found.only.includes(check.version)) {
    check.report({
      code: 'wrong-version',
      severity: 'error',
      path,
      at: 'value',
      message: `Invalid type: ${type}`,
      hint: `${shortName(type)} exists in Kestra ${found.only.join(' and ')} only; this flow is read as ${check.version}.`,
    })
    return
  }
  if (type !== found.type) {
    check.report({
      code: 'old-name',
      severity: 'info',
      path,
      at: 'value',
      message: `\`${type}\` is an older name of \`${found.type}\`. It works as before.`,
      replace: found.type,
    })
  }
  if (found.inPart !== undefined) {
    check.report({
      code: 'runs-in-part',
      severity: 'warning',
      path,
      at: 'value',
      message: `${shortName(type)} runs here in part`,
      hint: found.inPart,
    })
  }
  if (found.deprecated !== undefined) {
    check.report({
      code: 'deprecated-type',
      severity: 'warning',
      path,
      at: 'value',
      message: `${shortName(type)} is deprecated`,
      hint: found.deprecated,
    })
  }
}

/** The end of a type's name that people know it by: `http.Request`. */
export const shortName = (type: string): string => type.split('.').slice(-2).join('.')

function reportUnknown(type: string, path: Path, check: TypeCheck): void {
  const known = check.elsewhere.find(type)
  const near = check.elsewhere.names.includes(type) ? undefined : slipOf(type, known?.title, check)
  if (known !== undefined && near === undefined) {
    const message = `This task talks to ${known.title}, which a browser page cannot do. It runs in Kestra.`
    reportElsewhere(type, message, path, check)
  } else if (near === undefined && mayBeCustom(type)) {
    const message = `${shortName(type)} is not a task type that a browser page can run. It may run in Kestra.`
    reportElsewhere(type, message, path, check)
  } else {
    const successor = check.elsewhere.successor?.(type)
    const unknown =
      successor === undefined
        ? 'There is no task type of this name.'
        : `Kestra no longer has this type; ${successor} took its place.`
    check.report({
      code: 'unknown-type',
      severity: 'error',
      path,
      at: 'value',
      message: `Invalid type: ${type}`,
      hint: near === undefined ? unknown : `Did you mean ${near}?`,
      ...(near === undefined ? {} : { replace: near }),
    })
  }
}

/** The type surely meant. One that talks to another system is no slip: `fs.ftp.Download` beside `fs.http.Download`. */
function slipOf(type: string, system: string | undefined, { names, elsewhere }: TypeCheck): string | undefined {
  const near = nearest(type, names)
  return near === undefined || system === undefined || system === elsewhere.find(near)?.title ? near : undefined
}

/** A plugin may have any name; only those of Kestra itself are all known. */
const mayBeCustom = (type: string): boolean =>
  type.startsWith(PLUGINS) ? !type.startsWith(CLOSED) : type.includes('.') && !type.startsWith('io.kestra.')

function reportElsewhere(type: string, message: string, path: Path, check: TypeCheck): void {
  check.report({
    code: 'cannot-run-here',
    severity: 'warning',
    path,
    at: 'value',
    message,
    hint: `Give ${shortName(type)} a stub output, or run the flow in Kestra.`,
  })
}
