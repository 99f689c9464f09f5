/**
 * What Run will do, read off a flow's text by its look: the hosts written in it and the runtimes that its task types
 * need. The full list is on the page that "Details" opens.
 */
export function summaryOf(yaml: string): string {
  const hosts = hostsIn(yaml)
  const runtimes = RUNTIMES.filter(({ sign }) => sign.test(yaml)).map(({ name }) => name)
  const calls = hosts.length === 0 ? 'Calls no host' : `Calls ${inWords(hosts)}`
  const downloads = runtimes.length === 0 ? '' : `, downloads ${inWords(runtimes)} once`
  return `${calls}${downloads}. Runs in your browser.`
}

const RUNTIMES = [
  { name: 'Python', sign: /io\.kestra\.plugin\.scripts\.python\./ },
  { name: 'DuckDB', sign: /io\.kestra\.plugin\.jdbc\.duckdb\./ },
] as const

const hostsIn = (yaml: string): readonly string[] => [
  ...new Set([...yaml.matchAll(/https?:\/\/([\w.-]+(?::\d+)?)/g)].map(([, host = '']) => host.toLowerCase())),
]

/** The hosts that the summary names; a run asks before it calls another one. */
export const shownHosts = (yaml: string): readonly string[] => named(hostsIn(yaml))

/** Those of a list that are named when it is put into words. */
const named = (names: readonly string[]): readonly string[] => (names.length > 3 ? names.slice(0, 2) : names)

const inWords = (names: readonly string[]): string => {
  if (names.length > 3) return `${named(names).join(', ')} and ${names.length - 2} more`
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** The 1-based line on which each task of a text begins, by id. */
export function taskLines(yaml: string): ReadonlyMap<string, number> {
  const lines = yaml.split('\n')
  const from = lines.findIndex(line => /^(tasks|errors|finally):/.test(line))
  const found = lines.flatMap((line, index) => {
    const id = index > from ? /^\s*-\s+id:\s*["']?([\w.-]+)/.exec(line)?.[1] : undefined
    return id === undefined ? [] : [[id, index + 1] as const]
  })
  return new Map(found)
}

/** The flow's id as it stands in the text. */
export const flowIdOf = (yaml: string): string => /^id:\s*["']?([\w.-]+)/m.exec(yaml)?.[1] ?? 'flow'

/** The flow's namespace as it stands in the text. */
export const namespaceOf = (yaml: string): string => /^namespace:\s*["']?([\w.-]+)/m.exec(yaml)?.[1] ?? ''
