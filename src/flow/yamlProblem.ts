import type { YAMLError } from 'yaml'
import type { Problem, Span } from '../model'

/** A problem of a text that keeps it from being read. */
export function yamlProblem(code: string, message: string, span: Span, hint?: string): Problem {
  return { code, severity: 'error', span, path: [], message, ...(hint === undefined ? {} : { hint }) }
}

/** What SnakeYAML would say, and in plain words what to do. */
export function syntaxProblem(error: YAMLError, text: string): Problem {
  const [start, end] = error.pos
  const line = lineAround(text, start)
  const { message, hint, fix } = explain(error, text, line)
  const span = { start, end: Math.max(end, start + 1) }
  return { ...yamlProblem('yaml-syntax', message, span, hint), ...(fix ? { fix } : {}) }
}

type Explained = { readonly message: string; readonly hint: string; readonly fix?: NonNullable<Problem['fix']> }

function explain(error: YAMLError, text: string, line: Span): Explained {
  const written = text.slice(line.start, line.end)
  const tab = /^[ ]*\t[ \t]*/.exec(written)
  if (error.code === 'TAB_AS_INDENT' || tab) return tabs(line, tab?.[0] ?? '\t')
  const template = unquotedTemplate(text, line)
  if (template) return template
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        message: 'mapping values are not allowed here',
        hint: 'A text that holds ": " needs quotes, and a nested map starts on its own line.',
      }
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        message: "while scanning a simple key: could not find expected ':'",
        hint: `"${written.trim().slice(0, 40)}" needs a colon and a value.`,
      }
    case 'BAD_INDENT':
      if (error.message.startsWith('Flow')) return unclosed(error.message.startsWith('Flow map'))
      return {
        message: "while parsing a block mapping: expected <block end>, but found '<block mapping start>'",
        hint: 'Keys of one map start at the same column. Check the indentation of this line.',
      }
    case 'BAD_ALIAS':
      return {
        message: 'while scanning an alias: unexpected character found',
        hint: 'A text that starts with * needs quotes.',
      }
    case 'BAD_SCALAR_START': {
      const character = text[error.pos[0]] ?? ''
      return {
        message: `found character '${character}' that cannot start any token`,
        hint: `A text that starts with ${character} needs quotes.`,
      }
    }
    case 'BAD_DQ_ESCAPE':
      return {
        message: `while scanning a double-quoted scalar: found unknown escape character`,
        hint: 'In double quotes a backslash starts an escape. Write \\\\ or use single quotes.',
      }
    case 'MISSING_CHAR':
      return missing(error, written)
    default:
      return unexpected(error, text, written)
  }
}

const unclosed = (isMap: boolean): Explained => ({
  message: `while parsing a flow ${isMap ? 'mapping' : 'sequence'}: expected ',' or '${isMap ? '}' : ']'}'`,
  hint: `A ${isMap ? '{' : '['} is opened before this line and never closed.`,
})

/** `key: {{ … }}` without quotes: YAML takes the braces for maps. */
const UNQUOTED = /^(\s*(?:- +)*(?:[\w.-]+ *: +)?)(\{[{%].*?)\s*$/

/** What to tell of a line whose value is a template without quotes; undefined for other lines. */
function unquotedTemplate(text: string, line: Span): Explained | undefined {
  const [, before, value] = UNQUOTED.exec(text.slice(line.start, line.end)) ?? []
  if (before === undefined || value === undefined) return undefined
  const start = line.start + before.length
  return {
    message: "while constructing a mapping: found unhashable key, or text after '}'",
    hint: 'A text that starts with {{ needs quotes, because { starts a map.',
    fix: { title: 'Put quotes around it', span: { start, end: start + value.length }, text: quoted(value) },
  }
}

const quoted = (value: string): string => (/["\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`)

/** A map or a list where a key is read: a template without quotes, most often. */
export function keyProblem(text: string, span: Span): Problem {
  const template = unquotedTemplate(text, lineAround(text, span.start))
  const message = 'while constructing a mapping: found unhashable key'
  if (template?.fix === undefined) return yamlProblem('yaml-syntax', message, span, 'A key is a text.')
  return { ...yamlProblem('yaml-syntax', message, template.fix.span, template.hint), fix: template.fix }
}

function missing(error: YAMLError, written: string): Explained {
  if (error.message.includes('closing')) {
    return {
      message: 'while scanning a quoted scalar: found unexpected end of stream',
      hint: 'A quote is opened and never closed.',
    }
  }
  if (error.message.includes('Sequence item')) {
    return {
      message: "while parsing a block collection: expected <block end>, but found '<block mapping start>'",
      hint: 'This line belongs neither to the item above nor to a new one. Check its indentation.',
    }
  }
  if (error.message.includes('Implicit map keys')) {
    return {
      message: "while scanning a simple key: could not find expected ':'",
      hint:
        written.trim() === ''
          ? 'A key needs a colon after it.'
          : `"${written.trim().slice(0, 40)}" needs a colon and a value.`,
    }
  }
  return { message: error.message, hint: 'Check brackets and quotes around here.' }
}

function unexpected(error: YAMLError, text: string, written: string): Explained {
  const at = text[error.pos[0]] ?? ''
  const afterQuote = /(["'])\s+\S/.test(written) && /:\s*["']/.test(written)
  if (error.message.includes('scalar at node end') && afterQuote) {
    return {
      message: "while parsing a block mapping: expected <block end>, but found '<scalar>'",
      hint: 'Text goes on after the closing quote. Put the whole value in quotes.',
    }
  }
  if (error.message.includes('block-seq-ind')) {
    return { message: 'block sequence entries are not allowed here', hint: 'A list starts on the line after its key.' }
  }
  return {
    message: `while parsing a block mapping: expected <block end>, but found '${at}'`,
    hint: 'Check indentation, quotes and brackets around here.',
  }
}

function tabs(line: Span, found: string): Explained {
  const span = { start: line.start, end: line.start + found.length }
  return {
    message: "found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)",
    hint: 'Expected a key, found a tab. Indent with spaces.',
    fix: { title: 'Change tabs to spaces', span, text: found.replaceAll('\t', '  ') },
  }
}

function lineAround(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return { start, end: end === -1 ? text.length : end }
}
