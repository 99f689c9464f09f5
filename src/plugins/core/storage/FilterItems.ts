import { ExpressionError } from '../../../expression'
import { isTruthy, type RunContext, runnable, TaskFailed } from '../../../task'
import { checkAddress } from './files'
import { type Item, readItems, storeItems, variablesOf } from './items'

const TYPES = ['INCLUDE', 'EXCLUDE'] as const
const BEHAVIORS = ['FAIL', 'INCLUDE', 'EXCLUDE'] as const

/** Source: Kestra `io.kestra.plugin.core.storage.FilterItems`. */
export const FilterItems = runnable({
  type: 'io.kestra.plugin.core.storage.FilterItems',
  aliases: ['io.kestra.core.tasks.storages.FilterItems'],
  title: 'Keep the items of a stored Ion file that meet a condition.',
  properties: {
    from: { kind: 'string', dynamic: true, required: true, title: 'The address of the file.' },
    filterCondition: {
      kind: 'string',
      required: true,
      title: 'An expression over the keys of an item: `{{ price > 20 }}`. Empty, `false`, `0` and `-0` are false.',
    },
    filterType: {
      kind: 'choice',
      of: TYPES,
      dynamic: true,
      default: 'INCLUDE',
      title: 'Whether items that meet the condition stay or go.',
    },
    errorOrNullBehavior: {
      kind: 'choice',
      of: BEHAVIORS,
      dynamic: true,
      default: 'FAIL',
      title: 'What to do with an item where the condition fails or is null.',
    },
  },
  outputs: {
    uri: { kind: 'string', always: true, title: 'The address of the new file.' },
    processedItemsTotal: { kind: 'number', always: true, title: 'Items read.' },
    droppedItemsTotal: { kind: 'number', always: true, title: 'Items left out.' },
  },
  examples: [
    {
      title: 'Keep the items with one id.',
      flow: `id: filter_items
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .ion
    content: |
      {id:1,name:"ann"}
      {id:2,name:"bob"}
  - id: filter
    type: io.kestra.plugin.core.storage.FilterItems
    from: "{{ outputs.write.uri }}"
    filterCondition: "{{ id == 1 }}"
`,
    },
  ],
  async run({ from, filterCondition, filterType, errorOrNullBehavior }, context) {
    checkAddress(from, 'from')
    let processed = 0
    let dropped = 0
    const kept = async function* (): AsyncGenerator<Item> {
      for await (const item of readItems(context, from)) {
        processed++
        const met = await isMet(filterCondition, item, errorOrNullBehavior === 'FAIL', context)
        const stays = met === undefined ? errorOrNullBehavior === 'INCLUDE' : met === (filterType === 'INCLUDE')
        if (stays) yield item
        else dropped++
      }
    }
    const uri = await storeItems(context, kept())
    return { uri, processedItemsTotal: processed, droppedItemsTotal: dropped }
  },
})

/** Whether an item meets a condition; undefined where the condition fails or is null and that is no failure. */
async function isMet(
  condition: string,
  item: Item,
  strict: boolean,
  { render, renderTyped }: RunContext,
): Promise<boolean | undefined> {
  const variables = variablesOf(item.value)
  try {
    const text = await render(condition, variables)
    if (text !== '' || (await renderTyped(condition, variables)) !== null) return isTruthy(text)
  } catch (error) {
    if (strict || !(error instanceof ExpressionError)) throw error
    return undefined
  }
  if (!strict) return undefined
  const shown = item.line ?? JSON.stringify(item.value)
  throw new TaskFailed(`Expression \`${condition}\` return \`null\` on item \`${shown}\``, {
    property: 'filterCondition',
    hint: 'Let the condition give true or false for every item, or set errorOrNullBehavior.',
  })
}
