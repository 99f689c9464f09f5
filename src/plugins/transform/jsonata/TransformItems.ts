import { readIon } from '../../../serde'
import { runnable } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { storeIon } from '../../serdes/store'
import { readExpression, type Transform } from './evaluate'
import { EXPRESSION, MAX_DEPTH } from './properties'

/** Source: Kestra `io.kestra.plugin.transform.jsonata.TransformItems`. A JSON file is Ion too. */
export const TransformItems = runnable({
  type: 'io.kestra.plugin.transform.jsonata.TransformItems',
  title: 'Query or reshape every row of a stored file by JSONata.',
  properties: {
    from: { kind: 'string', dynamic: true, required: true, title: 'The address of the file: Ion, JSON or JSONL.' },
    expression: EXPRESSION,
    explodeArray: {
      kind: 'boolean',
      dynamic: true,
      default: true,
      title: 'Whether a list becomes a row an item, or stays one row.',
    },
    maxDepth: MAX_DEPTH,
  },
  outputs: {
    uri: { kind: 'string', always: true, title: 'The address of the new file.' },
    processedItemsTotal: { kind: 'number', always: true, title: 'Rows written.' },
  },
  examples: [
    {
      title: 'Keep two keys of every row.',
      flow: `id: jsonata_items
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .ion
    content: |
      {id:1,name:"ann",age:30}
      {id:2,name:"bob",age:20}
  - id: names
    type: io.kestra.plugin.transform.jsonata.TransformItems
    from: "{{ outputs.write.uri }}"
    expression: |
      {"name": name, "adult": age >= 21}
`,
    },
  ],
  async run({ from, expression, explodeArray, maxDepth }, context) {
    const transform = await readExpression(expression, maxDepth)
    const file = await context.storage.get(checkAddress(from, 'from'))
    const { uri, size } = await storeIon(
      { ...context, metric: () => {} },
      transformed(readIon(file), transform, explodeArray),
    )
    return { uri, processedItemsTotal: size }
  },
})

async function* transformed(
  rows: AsyncIterable<unknown>,
  transform: Transform,
  explode: boolean,
): AsyncGenerator<unknown> {
  for await (const row of rows) {
    const value = await transform(row)
    if (explode && Array.isArray(value)) yield* value
    else yield value
  }
}
