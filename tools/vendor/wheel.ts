import { strFromU8, unzipSync } from 'fflate'
import { compareVersions, packageName, readRequirement } from '../../src/runtimes/requirement'

/** What a wheel says of itself. */
export type WheelFacts = {
  readonly version: string
  readonly licence: string | undefined
  /** Names of the packages that it needs here, as registries write them. */
  readonly depends: readonly string[]
  /** Names that `import` finds in it. */
  readonly imports: readonly string[]
}

/** Reads the metadata and the files of a wheel. @throws Error when it has no metadata. Source: PEP 427, PEP 566. */
export function readWheel(bytes: Uint8Array): WheelFacts {
  const names: string[] = []
  const files = unzipSync(bytes, {
    filter: ({ name }) => {
      names.push(name)
      return name.endsWith('.dist-info/METADATA')
    },
  })
  const [metadata] = Object.values(files)
  if (!metadata) throw new Error('This wheel has no METADATA')
  const [head = ''] = strFromU8(metadata).split(/\r?\n\r?\n/, 1)
  const all = (key: string): readonly string[] =>
    [...head.matchAll(new RegExp(`^${key}: (.+?)\\r?$`, 'gm'))].map(([, value = '']) => value)
  const licence =
    [...all('License-Expression'), ...all('License')][0] ??
    /License :: (?:.* :: )?(.+)$/m.exec(all('Classifier').join('\n'))?.[1]
  return {
    version: all('Version')[0] ?? '',
    licence,
    depends: [...new Set(all('Requires-Dist').filter(isNeeded).map(packageName))],
    imports: importsOf(names),
  }
}

const isNeeded = (requirement: string): boolean => applies(readRequirement(requirement).marker ?? '')

/** What the Python of this build answers to markers. Source: PEP 508. */
const HERE: Readonly<Record<string, string>> = {
  sys_platform: 'emscripten',
  platform_system: 'Emscripten',
  os_name: 'posix',
  extra: '',
}
const PYTHON = '3.14'

/** Whether a marker holds here. One with `or`, or of a kind that is not known, counts as holding: too much does no harm. */
function applies(marker: string): boolean {
  if (/\bor\b/.test(marker)) return !/^[^'"]*\bextra\b/.test(marker)
  return marker.split(/\band\b/).every(part => {
    const [, name = '', operator = '', value = ''] = /(\w+)\s*(==|!=|<=|>=|<|>)\s*['"]([^'"]*)/.exec(part) ?? []
    if (name === 'python_version' || name === 'python_full_version')
      return compares(compareVersions(PYTHON, value), operator)
    const own = HERE[name]
    return own === undefined || (own === value) === (operator === '==')
  })
}

function compares(order: number, operator: string): boolean {
  switch (operator) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    case '!=':
      return order !== 0
    default:
      return order === 0
  }
}

/** Folders and modules at the top of a wheel. */
const importsOf = (names: readonly string[]): readonly string[] => [
  ...new Set(names.flatMap(name => /^([A-Za-z_]\w*)(?:\/.*\.(?:py|so)|\.py|\.[\w-]+\.so)$/.exec(name)?.[1] ?? [])),
]
