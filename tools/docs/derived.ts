import { readFileSync } from 'node:fs'
import { registry } from '../../src/plugins'
import { ROOT } from '../root'
import { expressionReference } from './expressions'
import { table } from './markdown'
import { taskOverview, taskReference } from './tasks'

/** Texts that are made from definitions, by their path in the repository. */
export const derivedTexts = (): ReadonlyMap<string, string> =>
  new Map([
    ['docs/tasks.md', taskReference(registry)],
    ['docs/expressions.md', expressionReference()],
    ['README.md', withOverview(readFileSync(`${ROOT}README.md`, 'utf8'))],
  ])

const START = '<!-- task types, by npm run docs -->'
const END = '<!-- end of task types -->'

function withOverview(readme: string): string {
  const from = readme.indexOf(START)
  const to = readme.indexOf(END)
  if (from < 0 || to < from) throw new Error(`README.md has no ${START} followed by ${END}`)
  const rows = table(['Family', 'Task types'], taskOverview(registry)).join('\n')
  return `${readme.slice(0, from)}${START}\n\n${rows}\n${readme.slice(to)}`
}
