import type { CompletionAnswer } from '../../engine'
import { childrenOf, locate, shortOf, typeOf, type ValuePath } from '../outputs'

/** A word that can stand at the cursor. */
export type Option = {
  readonly label: string
  /** What replaces the text from `from` to `to`. */
  readonly apply: string
  readonly from: number
  readonly to: number
  /** The type of a key of this run. */
  readonly type?: string
  /** Its value, or what a filter is for. */
  readonly detail?: string
}

const CHAIN = /([A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[(?:'[^']*'|"[^"]*"|\d+)\])*)\.([A-Za-z_][\w-]*|)$/
const STEP = /\.([A-Za-z_]\w*)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]/g
const NAME = /^[A-Za-z_]\w*$/
const MOST = 50

/** What stands between the braces that are open at the cursor and the cursor; undefined outside of expressions. */
export function openExpression(text: string, cursor: number): string | undefined {
  const before = text.slice(0, cursor)
  const open = before.lastIndexOf('{{')
  if (open < 0) return undefined
  const inner = before.slice(open + 2)
  return inner.includes('}}') ? undefined : inner
}

/**
 * Keys that this run really has behind a path such as `outputs.api.`, with their values; undefined where no path
 * stands at the cursor.
 */
export function keysAt(
  root: Readonly<Record<string, unknown>>,
  text: string,
  cursor: number,
): readonly Option[] | undefined {
  const chain = CHAIN.exec(openExpression(text, cursor) ?? '')
  if (!chain) return undefined
  const [, path = '', typed = ''] = chain
  const found = locate(root, pathOf(path))
  if (!found || found.jsonAt !== undefined || typeOf(found.value) === 'string · json') return undefined
  const from = cursor - typed.length
  return childrenOf(found.value)
    .filter(({ key }) => typeof key === 'string' && startsWith(key, typed))
    .slice(0, MOST)
    .map(({ key, value }): Option => {
      const label = String(key)
      const detail = shortOf(value)
      const place = NAME.test(label) ? { apply: label, from } : { apply: `['${label}']`, from: from - 1 }
      return { label, ...place, to: cursor, type: typeOf(value), ...(detail === undefined ? {} : { detail }) }
    })
}

function pathOf(text: string): ValuePath {
  const [root = ''] = /^[A-Za-z_]\w*/.exec(text) ?? []
  const steps = [...text.slice(root.length).matchAll(STEP)]
  return [root, ...steps.map(([, name, single, double, index]) => name ?? single ?? double ?? Number(index))]
}

const startsWith = (label: string, typed: string): boolean => label.toLowerCase().startsWith(typed.toLowerCase())

/** Filters, functions and variables as the editor knows them, those that begin with what is typed. */
export function wordsOf(answer: CompletionAnswer | undefined, text: string): readonly Option[] {
  if (!answer) return []
  const { from, to } = answer
  const typed = text.slice(from, to)
  return answer.options
    .filter(({ label }) => startsWith(label, typed) && label !== typed)
    .slice(0, MOST)
    .map(({ label, apply, detail, documentation }): Option => {
      const [title] = (documentation ?? '').split('\n')
      const about = [detail, title].filter(Boolean).join(' ')
      return { label, apply: apply ?? label, from, to, ...(about === '' ? {} : { detail: about }) }
    })
}
