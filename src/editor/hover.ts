import type { Hover } from '../engine'
import { type Filter, languageOf, type PebbleFunction, readTemplate, type Span, type Test } from '../expression'
import { locate, namesOf, parseYaml, pathAt, type Reference, type Word } from '../flow'
import type { KestraVersion, VersionSetting } from '../model'
import type { Registry, TaskType } from '../task'
import { versionOf } from './complete'
import { documentation } from './completeYaml'
import { flowNames } from './flowNames'
import { linesOf } from './lines'
import { placeAt } from './place'
import { insideOf, propertyNamed } from './propertyAt'
import { ROOTS } from './roots'

/** What is known of the thing at an offset: a word or name of an expression, a property, a type. */
export function hover(text: string, offset: number, registry: Registry, version: VersionSetting): Hover | undefined {
  const decided = versionOf(text, registry, version)
  return hoverExpression(text, offset, registry, decided) ?? hoverYaml(text, offset, registry)
}

/** Expressions are read as they stand in the text: between their braces no escapes of YAML are written. */
function hoverExpression(text: string, offset: number, registry: Registry, version: KestraVersion): Hover | undefined {
  const start = Math.max(text.lastIndexOf('{{', offset), text.lastIndexOf('{%', offset))
  if (start === -1) return undefined
  const end = text.indexOf(text[start + 1] === '{' ? '}}' : '%}', start)
  if (end === -1 || end + 2 <= offset) return undefined
  const reading = readTemplate(text.slice(start, end + 2), version)
  if (!reading.ok) return undefined
  const { words, references } = namesOf(reading.parts)
  const at = offset - start
  const holds = ({ start: from, end: to }: Span) => from <= at && at < to
  const place = ({ start: from, end: to }: Span): Span => ({ start: start + from, end: start + to })
  const word = words.find(({ span }) => holds(span))
  if (word !== undefined) return hoverWord(word, version, place)
  const reference = references.find(({ span }) => holds(span))
  return reference === undefined ? undefined : hoverReference(reference, text, registry, place)
}

function hoverWord(word: Word, version: KestraVersion, place: (span: Span) => Span): Hover | undefined {
  const language = languageOf(version)
  const lists = { filter: language.filters, function: language.functions, test: language.tests } as const
  const known: Filter | PebbleFunction | Test | undefined = lists[word.kind].get(word.name)
  if (known === undefined) return undefined
  const names = known.arguments === 'any' ? '…' : known.arguments.map(({ name }) => name).join(', ')
  const example = known.examples[0]
  return {
    span: place(word.span),
    title: names === '' && word.kind !== 'function' ? known.name : `${known.name}(${names})`,
    text: example === undefined ? known.title : `${known.title}\n\n${example.template} → ${example.result}`,
  }
}

function hoverReference(
  { root, keys, span }: Reference,
  text: string,
  registry: Registry,
  place: (span: Span) => Span,
): Hover | undefined {
  const [first, second] = keys
  if (root === 'outputs' && first?.name !== undefined) {
    const task = flowNames(linesOf(text)).tasks.find(({ id }) => id === first.name)
    const type = registry.find(task?.type ?? '')
    if (task === undefined) return undefined
    const output = second?.name === undefined ? undefined : type?.outputs[second.name]
    const names = Object.keys(type?.outputs ?? {}).join(', ')
    return {
      span: place(span),
      title: `outputs.${first.name}${output === undefined ? '' : `.${second?.name}`}`,
      text: output?.title ?? (names === '' ? `Outputs of ${task.type}.` : `Outputs of ${task.type}: ${names}.`),
    }
  }
  const known = Object.hasOwn(ROOTS, root) ? ROOTS[root] : undefined
  return known === undefined ? undefined : { span: place(span), title: root, text: known.title }
}

function hoverYaml(text: string, offset: number, registry: Registry): Hover | undefined {
  const yaml = parseYaml(text)
  const { path, at } = pathAt(yaml, offset)
  const key = path.at(-1)
  const found = locate(yaml, path)
  if (typeof key !== 'string' || found === undefined) return undefined
  const lines = linesOf(text)
  const place = placeAt(lines, found.key?.start ?? found.value.start)
  const inside = place === undefined ? undefined : insideOf(place, registry)
  if (inside === undefined) return undefined
  if (at === 'value') {
    const isOnIt = found.value.start <= offset && offset <= found.value.end
    return key === 'type' && inside.type !== undefined && isOnIt ? hoverType(inside.type, found.value) : undefined
  }
  const property = inside.each ?? propertyNamed(inside.properties, key)
  return property === undefined || found.key === undefined
    ? undefined
    : { span: found.key, title: key, text: documentation(property) }
}

function hoverType(type: TaskType, span: Span): Hover {
  const outputs = Object.entries(type.outputs).map(([name, { title }]) => `${name}: ${title}`)
  const text = [
    type.title,
    type.description,
    type.deprecated,
    outputs.length === 0 ? undefined : `Outputs\n${outputs.join('\n')}`,
  ]
  return { span, title: type.type, text: text.filter(part => part !== undefined).join('\n\n') }
}
