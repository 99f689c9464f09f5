import { readFile } from 'node:fs/promises'
import { readFlow } from '../src/flow'
import { type Problem, positionAt, type VersionSetting } from '../src/model'
import { elsewhere } from '../src/plugins/elsewhere'
import { registry } from '../src/plugins/registry'

/**
 * Prints the problems of flow files, one a line as `file:line:col severity code message`, and at last
 * `N files, N errors, N warnings`. `npm run validate -- FILES… [--version 1.3|2.0|auto]`.
 * Exits 1 when there are errors, 2 when it was called wrongly.
 */
async function validate(args: readonly string[]): Promise<number> {
  const { files, version } = readArguments(args)
  if (version === undefined || files.length === 0) {
    console.error('Usage: npm run validate -- FILES… [--version 1.3|2.0|auto]')
    return 2
  }
  const counts = { error: 0, warning: 0, info: 0 }
  for (const file of files) {
    const text = await readText(file)
    const problems = typeof text === 'string' ? readFlow(text, { registry, version, elsewhere }).problems : [text]
    for (const problem of problems) {
      counts[problem.severity]++
      console.log(lineFor(file, typeof text === 'string' ? text : '', problem))
    }
  }
  console.log(`${files.length} files, ${counts.error} errors, ${counts.warning} warnings`)
  return counts.error > 0 ? 1 : 0
}

type Arguments = { readonly files: readonly string[]; readonly version: VersionSetting | undefined }

function readArguments(args: readonly string[]): Arguments {
  const files: string[] = []
  let version: VersionSetting | undefined = 'auto'
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? ''
    if (argument === '--version') version = readVersion(args[++at])
    else if (argument.startsWith('--version=')) version = readVersion(argument.slice('--version='.length))
    else if (argument !== '--') files.push(argument)
  }
  return { files, version }
}

const readVersion = (text: string | undefined): VersionSetting | undefined =>
  text === '1.3' || text === '2.0' || text === 'auto' ? text : undefined

/** A file's text, or the problem that it cannot be read. Bytes that are no UTF-8 become U+FFFD. */
async function readText(file: string): Promise<string | Problem> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { code: 'unreadable', severity: 'error', span: { start: 0, end: 0 }, path: [], message: reason }
  }
}

function lineFor(file: string, text: string, { severity, code, message, hint, span }: Problem): string {
  const { line, column } = positionAt(text, span.start)
  const told = hint === undefined || message.endsWith(hint) ? message : `${message} (${hint})`
  return `${file}:${line}:${column} ${severity} ${code} ${told.replaceAll(/\s*\n\s*/g, ' ')}`
}

validate(process.argv.slice(2)).then(
  code => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error)
    process.exitCode = 2
  },
)
