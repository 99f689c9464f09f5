/** A requirement as people write it: `pandas[excel]>=2,<3`. */
export type Requirement = {
  readonly text: string
  /** As registries write it: lower case, runs of `-_.` as one hyphen. Empty for an address. */
  readonly name: string
  readonly extras: readonly string[]
  readonly clauses: readonly { readonly operator: string; readonly version: string }[]
  /** What follows `;`, as written. */
  readonly marker: string | undefined
  /** The address of a wheel, for `name @ https://…` and `https://…`. */
  readonly url: string | undefined
}

/** Reads a requirement. Source: PEP 508. */
export function readRequirement(text: string): Requirement {
  const [before = '', marker] = text.trim().split(/\s*;\s*/, 2)
  const [, url] = /^(?:[\w.[\]-]+\s*@\s*)?(https?:\/\/\S+|file:\S+|\.?\/\S+)$/.exec(before) ?? []
  const [, extras = ''] = /^[\w.-]+\s*\[([^\]]*)\]/.exec(before) ?? []
  const clauses = [...before.matchAll(/(===|==|~=|!=|<=|>=|<|>)\s*([\w.*+!-]+)/g)].map(
    ([, operator = '', version = '']) => ({ operator, version }),
  )
  return {
    text: text.trim(),
    name: url === undefined || before.includes('@') ? packageName(before) : '',
    extras: extras
      .split(',')
      .map(extra => extra.trim())
      .filter(extra => extra !== ''),
    clauses: url === undefined ? clauses : [],
    marker,
    url,
  }
}

/** A requirement's name as registries write it. Source: PEP 503. */
export const packageName = (requirement: string): string =>
  (/^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(requirement.trim())?.[0] ?? '').replace(/[-_.]+/g, '-').toLowerCase()

/** Whether a version is one of those that a requirement allows. Source: PEP 440, final releases. */
export const allows = ({ clauses }: Requirement, version: string): boolean =>
  clauses.every(clause => satisfies(version, clause.operator, clause.version))

function satisfies(version: string, operator: string, wanted: string): boolean {
  switch (operator) {
    case '==':
      return wanted.endsWith('.*') ? startsWith(version, wanted.slice(0, -2)) : compareVersions(version, wanted) === 0
    case '!=':
      return !satisfies(version, '==', wanted)
    case '===':
      return version === wanted
    case '~=':
      return compareVersions(version, wanted) >= 0 && startsWith(version, wanted.split('.').slice(0, -1).join('.'))
    case '>=':
      return compareVersions(version, wanted) >= 0
    case '<=':
      return compareVersions(version, wanted) <= 0
    case '>':
      return compareVersions(version, wanted) > 0
    case '<':
      return compareVersions(version, wanted) < 0
    default:
      return false
  }
}

const numbersOf = (version: string): readonly number[] =>
  (/^v?(?:\d+!)?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? '0').split('.').map(Number)

/** Below 0, 0 or above 0. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [numbersOf(one), numbersOf(other)]
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function startsWith(version: string, prefix: string): boolean {
  const numbers = numbersOf(version)
  return numbersOf(prefix).every((number, at) => numbers[at] === number)
}
