import { jsonParser } from '../../../serde'
import { runnable, TaskFailed } from '../../../task'
import { readExpression } from './evaluate'
import { EXPRESSION, MAX_DEPTH } from './properties'

/** Source: Kestra `io.kestra.plugin.transform.jsonata.TransformValue`. */
export const TransformValue = runnable({
  type: 'io.kestra.plugin.transform.jsonata.TransformValue',
  title: 'Query or reshape a JSON value by JSONata.',
  properties: {
    from: { kind: 'string', dynamic: true, required: true, title: 'The value, as JSON text.' },
    expression: EXPRESSION,
    maxDepth: MAX_DEPTH,
  },
  outputs: { value: { kind: 'any', title: 'The result.' } },
  examples: [
    {
      title: 'Sum up an order.',
      flow: `id: jsonata_value
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.transform.jsonata.TransformValue
    from: |
      {"items": [{"name": "apple", "price": 0.5, "count": 4}, {"name": "plum", "price": 0.25, "count": 2}]}
    expression: |
      {"names": items.name, "total": $sum(items.(price * count))}
  - id: show
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.value.total }}"
`,
    },
  ],
  async run({ from, expression, maxDepth }) {
    const transform = await readExpression(expression, maxDepth)
    const value = await transform(await readJson(from))
    return value === null ? undefined : { value }
  },
})

async function readJson(text: string): Promise<unknown> {
  const parse = await jsonParser()
  try {
    return parse(text)
  } catch (error) {
    throw new TaskFailed('Failed to parse the JSON object passed through the `from` property.', {
      property: 'from',
      explanation: error instanceof Error ? error.message : String(error),
    })
  }
}
