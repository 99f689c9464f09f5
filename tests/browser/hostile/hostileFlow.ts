/** Where a hostile flow tries to get: filled in when the test runs. */
export type Targets = {
  /** The site's own address. */
  readonly site: string
  /** A server of the attacker. */
  readonly evil: string
  /** The address of a file that another flow of this browser stored. */
  readonly file: string
}

/** A flow of a stranger, and how it must end. */
export type HostileFlow = {
  /** What it tries, as the title of its test. */
  readonly tries: string
  readonly flow: (targets: Targets) => string
  /**
   * The state it ends in by itself; `over`: in any; `stop`: it never ends, and Stop ends it; `refused`: the page says
   * that it is no flow, and nothing runs.
   */
  readonly ends: 'SUCCESS' | 'WARNING' | 'FAILED' | 'over' | 'stop' | 'refused'
  /** What the page says in the end. */
  readonly says?: RegExp
  /** The log says this as often as attempts were made: that the probe did its work at all. */
  readonly attempts?: number
  /** Calls outside the list that the page asks about, and that are refused. */
  readonly asks?: number
  /** Tasks whose stored file is looked at in the end. */
  readonly looksAt?: readonly string[]
  /** What becomes visible before Stop is pressed. */
  readonly until?: RegExp
}

/** A flow of one Python script. */
export const python =
  (id: string, script: string, more = '') =>
  ({ site, evil, file }: Targets): string =>
    flowOf(
      id,
      `  - id: attack
    type: io.kestra.plugin.scripts.python.Script
${more}    script: |
${indent(script.replaceAll('SITE', site).replaceAll('EVIL', evil).replaceAll('FILE', file), 6)}
`,
    )

/** A flow of one query, with DuckDB or SQLite. */
export const sql =
  (id: string, text: string, database: 'duckdb' | 'sqlite' = 'duckdb') =>
  ({ site, evil, file }: Targets): string =>
    flowOf(
      id,
      `  - id: attack
    type: io.kestra.plugin.jdbc.${database}.Queries
    fetchType: FETCH
${database === 'sqlite' ? '    url: jdbc:sqlite:mine.db\n' : ''}    sql: |
${indent(text.replaceAll('SITE', site).replaceAll('EVIL', evil).replaceAll('FILE', file), 6)}
`,
    )

/** A flow that renders one expression. */
export const expression = (id: string, text: string) => (): string =>
  flowOf(
    id,
    `  - id: attack
    type: io.kestra.plugin.core.debug.Return
    format: |
${indent(text, 6)}
`,
  )

export const flowOf = (id: string, tasks: string): string => `id: ${id}\nnamespace: company.team\ntasks:\n${tasks}`

const indent = (text: string, width: number): string =>
  text
    .trim()
    .split('\n')
    .map(line => ' '.repeat(width) + line)
    .join('\n')

/**
 * Prints for each attempt whether it got anywhere; what answers later (a promise) is waited for. `REACHED` is never
 * printed by what is contained.
 */
export const ATTEMPT = `import js, asyncio

def attempt(name, work):
    async def go():
        answer = work()
        if hasattr(answer, "then"):
            answer = await asyncio.wait_for(answer, 3)
        return answer
    try:
        answer = asyncio.run(go())
        print("attempt", name, "nothing" if answer is None else "REACHED")
    except BaseException as error:
        print("attempt", name, "refused:", type(error).__name__)
`
