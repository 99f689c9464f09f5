import { runnable } from '../../../task'
import { checkAddress } from './files'
import { type Item, readItems, storeItems, variablesOf } from './items'

/** Source: Kestra `io.kestra.plugin.core.storage.DeduplicateItems`: of items with one key the last stays, where it is. */
export const DeduplicateItems = runnable({
  type: 'io.kestra.plugin.core.storage.DeduplicateItems',
  aliases: ['io.kestra.core.tasks.storages.DeduplicateItems'],
  title: 'Keep the last item of every key in a stored Ion file.',
  properties: {
    from: { kind: 'string', dynamic: true, required: true, title: 'The address of the file.' },
    expr: { kind: 'string', required: true, title: 'An expression that gives the key of an item: `{{ email }}`.' },
  },
  outputs: {
    uri: { kind: 'string', always: true, title: 'The address of the new file.' },
    numKeys: { kind: 'number', always: true, title: 'Different keys found.' },
    processedItemsTotal: { kind: 'number', always: true, title: 'Items read.' },
    droppedItemsTotal: { kind: 'number', always: true, title: 'Items left out.' },
  },
  examples: [
    {
      title: 'Keep the last row of every id.',
      flow: `id: deduplicate_items
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .ion
    content: |
      {id:1,name:"ann"}
      {id:1,name:"anne"}
  - id: deduplicate
    type: io.kestra.plugin.core.storage.DeduplicateItems
    from: "{{ outputs.write.uri }}"
    expr: "{{ id }}"
`,
    },
  ],
  async run({ from, expr }, context) {
    checkAddress(from, 'from')
    const keys: string[] = []
    const last = new Map<string, number>()
    for await (const { value } of readItems(context, from)) {
      const key = await context.render(expr, variablesOf(value))
      last.set(key, keys.length)
      keys.push(key)
    }
    const kept = async function* (): AsyncGenerator<Item> {
      let at = 0
      for await (const item of readItems(context, from)) {
        if (last.get(keys[at] ?? '') === at) yield item
        at++
      }
    }
    return {
      uri: await storeItems(context, kept()),
      numKeys: last.size,
      processedItemsTotal: keys.length,
      droppedItemsTotal: keys.length - last.size,
    }
  },
})
