import type { Part } from './ast'
import { arrayItems, collectionItems, mapEntries } from './collections'
import type { Evaluator } from './evaluate'
import { javaText } from './text'
import { isMapValue, LAZY_LENGTH, LazyNumber, LoopVariables, REV_INDEX, type Value } from './value'
import type { Writer } from './write'

/**
 * `{% for x in … %}`: over collections, arrays and the entries of maps; null gives neither the body nor the `else`.
 * Source: Pebble `ForNode`.
 */
export function renderFor(evaluator: Evaluator, part: Extract<Part, { type: 'for' }>, writer: Writer): void {
  const iterable = evaluator.evaluate(part.iterable)
  if (iterable === null) return
  const items = iterableItems(iterable)
  if (!items)
    throw evaluator.fail(`Not an iterable object. Value = [${javaText(iterable)}]`, part.line, part.iterable.span)
  if (items.length === 0) {
    if (part.otherwise) evaluator.render(part.otherwise, writer)
    return
  }
  const loop = new LoopVariables(new LazyNumber(items.length, LAZY_LENGTH))
  evaluator.scope.push(new Map())
  items.forEach((item, index) => {
    evaluator.session.step()
    loop.index = index
    loop.first = index === 0
    loop.last = index === items.length - 1
    loop.revindex = new LazyNumber(items.length - 1 - index, REV_INDEX)
    evaluator.scope.put('loop', loop)
    evaluator.scope.put(part.name, item)
    evaluator.render(part.body, writer)
  })
  evaluator.scope.pop()
}

function iterableItems(value: Value): readonly Value[] | undefined {
  const items = collectionItems(value) ?? arrayItems(value)
  if (items) return items
  return isMapValue(value) ? mapEntries(value) : undefined
}
