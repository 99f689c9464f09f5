import type { Completion, CompletionAnswer } from '../engine'
import { type Filter, languageOf, type PebbleFunction, type Test } from '../expression'
import type { KestraVersion } from '../model'
import type { Registry } from '../task'
import { type FlowNames, flowNames } from './flowNames'
import { type Line, lineAtOffset } from './lines'
import { ROOTS } from './roots'

const CHAIN = /([a-zA-Z_]\w*(?:\.[a-zA-Z_]\w*|\[(?:'[^']*'|"[^"]*"|\d+)\])*)(\.|\[['"]?)([\w.-]*)$/

/**
 * The text of the expression that is open at an offset: what stands between `{{` or `{%` and the cursor. Answers
 * undefined outside of expressions.
 */
export function openExpression(text: string, offset: number): string | undefined {
  const before = text.slice(Math.max(0, offset - 5000), offset)
  const open = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'))
  if (open === -1) return undefined
  const inner = before.slice(open + 2)
  return /\}\}|%\}/.test(inner) ? undefined : inner
}

/** Completes inside an expression. `inner` is what stands before the cursor in it. */
export function completeExpression(
  inner: string,
  lines: readonly Line[],
  offset: number,
  registry: Registry,
  version: KestraVersion,
): CompletionAnswer | undefined {
  const chain = CHAIN.exec(inner)
  if (chain) return completeChain(chain, lines, offset, registry)
  if (inString(inner)) return undefined
  const language = languageOf(version)
  const typed = /[a-zA-Z_]\w*$/.exec(inner)?.[0] ?? ''
  const before = inner.slice(0, inner.length - typed.length)
  const answer = (options: readonly Completion[]) => ({ from: offset - typed.length, to: offset, options })
  if (/\|\s*$/.test(before)) return answer([...language.filters.values()].map(word => wordFor(word, 'filter')))
  if (/\bis\s+(?:not\s+)?$/.test(before))
    return answer([...language.tests.values()].map(word => wordFor(word, 'value')))
  const roots = Object.entries(ROOTS).filter(([, { only }]) => only === undefined || only === version)
  return answer([
    ...roots.map(([label, { title }]): Completion => ({ label, kind: 'variable', documentation: title })),
    ...[...language.functions.values()].map(word => wordFor(word, 'function')),
  ])
}

const inString = (inner: string): boolean => {
  let quote: string | undefined
  for (const [index, character] of [...inner].entries()) {
    if (quote === undefined && (character === "'" || character === '"')) quote = character
    else if (character === quote && inner[index - 1] !== '\\') quote = undefined
  }
  return quote !== undefined
}

function wordFor(word: Filter | PebbleFunction | Test, kind: Completion['kind']): Completion {
  const names = word.arguments === 'any' ? '…' : word.arguments.map(({ name }) => name).join(', ')
  const [example] = word.examples
  return {
    label: word.name,
    kind,
    ...(names === '' ? {} : { detail: `(${names})` }),
    documentation: example === undefined ? word.title : `${word.title}\n\n${example.template} → ${example.result}`,
    ...(kind === 'function' ? { apply: `${word.name}()` } : {}),
  }
}

function completeChain(
  [, path = '', opener = '', typed = '']: RegExpExecArray,
  lines: readonly Line[],
  offset: number,
  registry: Registry,
): CompletionAnswer | undefined {
  const [root = '', ...keys] = [...path.matchAll(/\w+(?![^[]*\]['"])|'[^']*'|"[^"]*"/g)].map(([key]) =>
    key.replaceAll(/^['"]|['"]$/g, ''),
  )
  const names = flowNames(lines)
  const members = membersOf(root, keys, names, lineAtOffset(lines, offset), registry)
  if (members.length === 0) return undefined
  const from = offset - typed.length - (opener === '.' ? 1 : opener.length)
  return { from, to: offset, options: members.map(member => inPlace(member, opener)) }
}

type Member = { readonly name: string; readonly detail?: string; readonly documentation?: string }

/** A name after a dot where it can stand there, in brackets where it cannot. */
function inPlace({ name, detail, documentation }: Member, opener: string): Completion {
  const isWord = /^[a-zA-Z_]\w*$/.test(name)
  const apply = opener === '.' && isWord ? `.${name}` : `['${name}']`
  return {
    label: name,
    kind: 'variable',
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation }),
    apply,
  }
}

function membersOf(
  root: string,
  keys: readonly string[],
  names: FlowNames,
  line: number,
  registry: Registry,
): readonly Member[] {
  const [first, second] = keys
  if (root === 'outputs') return outputMembers(keys, names, line, registry)
  if (first !== undefined)
    return root === 'parent' && first === 'taskrun' && second === undefined ? keysOf('taskrun') : []
  switch (root) {
    case 'inputs':
      return names.inputs.map(({ id, type }) => ({ name: id.split('.', 1)[0] ?? id, detail: type }))
    case 'vars':
      return names.variables.map(name => ({ name }))
    case 'labels':
      return names.labels.map(name => ({ name }))
    case 'tasks':
      return names.tasks.map(({ id }) => ({ name: id }))
    default:
      return keysOf(root)
  }
}

const keysOf = (root: string): readonly Member[] =>
  (Object.hasOwn(ROOTS, root) ? (ROOTS[root]?.keys ?? []) : []).map(name => ({ name }))

function outputMembers(
  [id, output, ...rest]: readonly string[],
  names: FlowNames,
  line: number,
  registry: Registry,
): readonly Member[] {
  if (id === undefined) {
    return names.tasks
      .filter(task => task.lastLine < line)
      .map(({ id: name, type }) => ({ name, detail: type.split('.').slice(-2).join('.') }))
  }
  const task = names.tasks.find(one => one.id === id)
  if (task === undefined || rest.length > 0) return []
  if (output === 'outputFiles') return task.files.map(name => ({ name, detail: 'address of the file' }))
  if (output !== undefined) return []
  const outputs = registry.find(task.type)?.outputs ?? {}
  return Object.entries(outputs).map(([name, { title, kind }]) => ({ name, detail: kind, documentation: title }))
}
