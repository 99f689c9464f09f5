import { yamlLanguage } from '@codemirror/lang-yaml'
import { HighlightStyle, LanguageSupport, syntaxHighlighting } from '@codemirror/language'
import { type Input, type NestedParse, type Parser, parseMixed, type SyntaxNodeRef } from '@lezer/common'
import { tags } from '@lezer/highlight'

/** Parsers of the languages inside a flow; they load after the editor stands. */
export type Embedded = { readonly python: Parser; readonly sql: Parser }

/** YAML, with Python and SQL in their blocks once their parsers are here. */
export const flowLanguage = (embedded: Embedded | undefined): LanguageSupport =>
  new LanguageSupport(
    embedded
      ? yamlLanguage.configure({ wrap: parseMixed((node, input) => nestedIn(node, input, embedded)) })
      : yamlLanguage,
  )

/** Loads the parsers of the embedded languages. */
export async function loadEmbedded(): Promise<Embedded> {
  const [{ pythonLanguage }, { StandardSQL }] = await Promise.all([
    import('@codemirror/lang-python'),
    import('@codemirror/lang-sql'),
  ])
  return { python: pythonLanguage.parser, sql: StandardSQL.language.parser }
}

const SQL_KEYS: ReadonlySet<string> = new Set(['sql', 'query', 'afterSQL'])

function nestedIn(node: SyntaxNodeRef, input: Input, { python, sql }: Embedded): NestedParse | null {
  if (node.name !== 'BlockLiteralContent') return null
  const pair = node.node.parent?.parent
  const key = pair?.getChild('Key')
  if (!key) return null
  const name = input.read(key.from, key.to)
  const parser = SQL_KEYS.has(name) ? sql : name === 'script' ? python : undefined
  return parser ? { parser, overlay: withoutIndent(node.from, input.read(node.from, node.to)) } : null
}

/** The ranges of a block's lines without the indent they share, so that Python sees its own. */
function withoutIndent(from: number, text: string): readonly { readonly from: number; readonly to: number }[] {
  const lines = text.split('\n')
  const indents = lines.filter(line => line.trim() !== '').map(line => line.length - line.trimStart().length)
  const indent = Math.min(...indents, text.length)
  const ranges: { from: number; to: number }[] = []
  let at = from
  for (const line of lines) {
    const end = Math.min(at + line.length + 1, from + text.length)
    const start = Math.min(at + indent, end)
    if (start < end) ranges.push({ from: start, to: end })
    at += line.length + 1
  }
  return ranges
}

/** Colours of the code. */
export const flowColours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.definition(tags.propertyName), color: 'var(--syn-key)' },
    { tag: [tags.string, tags.docString], color: 'var(--syn-string)' },
    { tag: tags.special(tags.string), color: 'var(--text-2)' },
    { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.moduleKeyword], color: 'var(--syn-kw)' },
    { tag: [tags.typeName, tags.standard(tags.name)], color: 'var(--syn-kw)' },
    { tag: [tags.number, tags.bool, tags.null], color: 'var(--syn-num)' },
    { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--syn-comment)' },
    { tag: [tags.separator, tags.meta], color: 'var(--text-2)' },
  ]),
)
