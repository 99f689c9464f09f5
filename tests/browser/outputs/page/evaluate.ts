import type { Evaluation } from '../../../../src/engine'
import { type DebugClient, EvaluationStopped } from '../../../../src/ui/client'
import { locate } from '../../../../src/ui/outputs/path'
import { runTree } from '../../../../src/ui/outputs/runTree'
import { copyOf, OutputText } from '../../../../src/ui/outputs/values'
import { FIRST_EXPRESSION, OUTLINE, success } from '../../../ui/outputs/runs'

const STEP = /\.([A-Za-z_]\w*)|\['([^']+)'\]|\[(\d+)\]/g

/** Answers a few expressions as the engine would, and paths of the run that went well. */
export const evaluate: DebugClient['evaluate'] = async ({ expression }, limit) => {
  if (expression.includes('range(')) {
    if (limit !== undefined) throw new EvaluationStopped(limit)
    return scalar('done after a long time')
  }
  if (expression === FIRST_EXPRESSION) return products(expression)
  const misspelt = expression.indexOf('firts')
  if (misspelt >= 0) {
    return {
      ok: false,
      message: 'No filter named firts.',
      span: { start: misspelt, end: misspelt + 5 },
      suggestion: 'first',
    }
  }
  const inner = expression.replace(/^\{\{\s*|\s*\}\}$/g, '')
  const path = [
    'outputs',
    ...[...inner.slice(7).matchAll(STEP)].map(([, name, key, index]) => name ?? key ?? Number(index)),
  ]
  const found = inner.startsWith('outputs') ? locate(runTree(success(), OUTLINE, true).root, path) : undefined
  if (found) return scalar(found.value instanceof OutputText ? found.value.text : found.value)
  const start = expression.indexOf(inner)
  return {
    ok: false,
    message: `Unable to find \`${inner}\` used in the expression \`${expression}\` at line 1`,
    span: { start, end: start + inner.length },
    hint: 'outputs has: api, python, sqlQuery.',
  }
}

function scalar(value: unknown): Evaluation {
  const rendered = copyOf(value)
  return { ok: true, value, type: typeof value, rendered, stages: [] }
}

function products(expression: string): Evaluation {
  const root = runTree(success(), OUTLINE, true).root
  const body = copyOf(locate(root, ['outputs', 'api', 'body'])?.value)
  const list = locate(root, ['outputs', 'api', 'body', 'products'])?.value
  const span = (source: string) => {
    const start = expression.indexOf(source)
    return { start, end: start + source.length }
  }
  return {
    ok: true,
    value: list,
    type: 'list',
    rendered: JSON.stringify(list),
    stages: [
      { source: 'outputs.api.body', span: span('outputs.api.body'), type: 'string', size: '6.9 kB', value: body },
      { source: "jq('.products')", span: span('jq('), type: 'list', size: '1 item', value: [list] },
      { source: 'first', span: span('first'), type: 'list', size: '30 items', value: list },
    ],
  }
}
