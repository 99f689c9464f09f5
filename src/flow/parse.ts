import type { Document } from 'yaml'
import type { Problem } from '../model'
import { composeTree, parseDocuments } from './compose'
import type { YamlNode } from './node'
import { MAX_DEPTH, plainValue } from './plainValue'
import { syntaxProblem, yamlProblem } from './yamlProblem'

/** Longer texts are not read: a flow is written by hand. In UTF-16 units. */
export const MAX_LENGTH = 1_000_000

/** A YAML text as plain values, with the tree that knows where everything stands. */
export type ParsedYaml = {
  readonly text: string
  /** Undefined where the text could not be read at all. */
  readonly value: unknown
  readonly root: YamlNode | undefined
  readonly problems: readonly Problem[]
}

/**
 * Reads a text as SnakeYAML 1.1 does and keeps positions. Never throws and never runs long: texts that are too long,
 * binary, too deep or that grow by aliases are told as problems.
 * Source: Kestra `io.kestra.core.serializers.YamlParser`, SnakeYAML.
 */
export function parseYaml(text: string): ParsedYaml {
  const refused = refuse(text)
  if (refused) return unread(text, refused)
  const documents = read(text)
  if ('problem' in documents) return unread(text, documents.problem)
  const [document, second] = documents.list
  if (document === undefined || document.contents === null) return unread(text, empty())
  // What follows a first mistake is seldom one of its own.
  const problems = document.errors.slice(0, 1).map(error => syntaxProblem(error, text))
  if (second !== undefined && problems.length === 0) problems.push(secondDocument(second, text))
  return withValue(text, composeTree(document), problems)
}

const unread = (text: string, problem: Problem): ParsedYaml => ({
  text,
  value: undefined,
  root: undefined,
  problems: [problem],
})

function withValue(text: string, root: YamlNode | undefined, problems: readonly Problem[]): ParsedYaml {
  if (root === undefined) return { text, value: undefined, root, problems }
  const { value, problems: more } = plainValue(root, text)
  return { text, value, root, problems: problems.length > 0 ? problems : more.slice(0, 1) }
}

const empty = (): Problem =>
  yamlProblem(
    'yaml-empty',
    'The yaml flow cannot be an empty string',
    { start: 0, end: 0 },
    'Write a flow: id, namespace and tasks.',
  )

function refuse(text: string): Problem | undefined {
  const control = text.slice(0, MAX_LENGTH).search(CONTROL)
  if (control !== -1) {
    const code = (text.codePointAt(control) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    return yamlProblem(
      'yaml-binary',
      `special characters are not allowed: U+${code}`,
      { start: control, end: control + 1 },
      'This looks like a binary file. Paste the text of a flow.',
    )
  }
  if (text.length > MAX_LENGTH) {
    const size = (text.length / 1_000_000).toFixed(1)
    return yamlProblem(
      'yaml-too-large',
      `This text has ${size} million characters; a flow may have ${MAX_LENGTH / 1_000_000} million`,
      { start: 0, end: text.indexOf('\n') === -1 ? Math.min(text.length, 80) : text.indexOf('\n') },
      'Put large data into a file or behind an address, and read it in a task.',
    )
  }
  return undefined
}

/** What SnakeYAML's `StreamReader` refuses: control characters other than tab and line ends, and lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/

type Documents = { readonly list: readonly Document.Parsed[] } | { readonly problem: Problem }

function read(text: string): Documents {
  const deep = tooDeep(text)
  if (deep) return { problem: deep }
  try {
    return { list: parseDocuments(text) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { problem: yamlProblem('yaml-depth', `Nesting Depth exceeded max ${MAX_DEPTH}`, { start: 0, end: 1 }) }
  }
}

/** Finds text that nests far deeper than any flow, before a recursive parser meets it. */
function tooDeep(text: string): Problem | undefined {
  const limit = MAX_DEPTH * 20
  let open = 0
  let dashes = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10) dashes = 0
    else if (code === 91 || code === 123) open++
    else if ((code === 93 || code === 125) && open > 0) open--
    else if ((code === 45 || code === 63 || code === 58) && text.charCodeAt(at + 1) === 32) dashes++
    if (open > limit || dashes > limit) {
      return yamlProblem(
        'yaml-depth',
        `Nesting Depth exceeded max ${MAX_DEPTH}`,
        { start: at, end: at + 1 },
        'This is nested too deeply to be a flow.',
      )
    }
  }
  return undefined
}

function secondDocument(second: Document.Parsed, text: string): Problem {
  const start = text.lastIndexOf('---', second.range[0])
  return yamlProblem(
    'yaml-documents',
    'expected a single document in the stream, but found another document',
    { start: Math.max(0, start), end: Math.max(0, start) + 3 },
    'A text holds one flow. Put the second flow into a text of its own.',
  )
}
