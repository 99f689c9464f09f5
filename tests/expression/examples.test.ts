import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRenderer, type Dialect, type Example, languageOf, operators, tags } from '../../src/expression'
import { exampleHost, exampleVariables } from './exampleHost'

type Registered = Readonly<Record<string, { readonly args: readonly string[] | null }>>
type Extensions = { readonly filters: Registered; readonly functions: Registered; readonly tests: Registered }

describe.each(['1.3', '2.0'] as const)('the words of %s', dialect => {
  const language = languageOf(dialect)
  const registered = JSON.parse(
    readFileSync(new URL(`../corpus/extensions-${dialect}.json`, import.meta.url), 'utf8'),
  ) as Extensions

  it.each(['filters', 'functions', 'tests'] as const)('has the %s that Kestra registers', kind => {
    expect([...language[kind].keys()].sort()).toEqual(Object.keys(registered[kind]).sort())
  })

  it.each(['filters', 'functions'] as const)('names the arguments of %s as Kestra does', kind => {
    const named = Object.entries(registered[kind]).filter(([, { args }]) => args && args.length > 0)
    const here = named.map(([name]) => [name, argumentsOf(language[kind].get(name))])
    expect(Object.fromEntries(here)).toEqual(Object.fromEntries(named.map(([name, { args }]) => [name, args])))
  })

  const examples = [
    ...language.filters.values(),
    ...language.functions.values(),
    ...language.tests.values(),
    ...tags,
    ...operators,
  ].flatMap(word => word.examples.filter(isTrueOf(dialect)).map(example => [word.name, example] as const))
  it.each(examples)('keeps the promise of an example of %s', async (_name, example) => {
    const renderer = createRenderer({ dialect, host: exampleHost })
    expect(await renderer.render(example.template, example.variables ?? exampleVariables)).toBe(example.result)
  })

  it('has an example of every word but one that always fails', () => {
    const words = [...language.filters.values(), ...language.functions.values(), ...language.tests.values()]
    expect(words.filter(word => word.examples.length === 0).map(({ name }) => name)).toEqual(['i18n'])
  })
})

function isTrueOf(dialect: Dialect): (example: Example) => boolean {
  return ({ dialects }) => dialects === undefined || dialects.includes(dialect)
}

function argumentsOf(word: { readonly arguments: readonly { readonly name: string }[] | 'any' } | undefined) {
  return word === undefined || word.arguments === 'any' ? word?.arguments : word.arguments.map(({ name }) => name)
}
