import { describe, expect, it } from 'vitest'
import type { OutlineTask } from '../../../src/engine'
import { type Box, layoutFlow } from '../../../src/ui/topology/layout'
import { routeOf } from '../../../src/ui/topology/route'
import { outlineTask } from '../outputs/runs'

const reading = (id: string, ...sources: readonly string[]): OutlineTask =>
  outlineTask(id, 1, { expressions: sources.map(source => ({ source, span: { start: 0, end: 0 }, line: 1 })) })

const inside = (id: string, parentId: string, branch = 'tasks'): OutlineTask =>
  outlineTask(id, 1, { parentId, branch, depth: 1 })

const boxOf = (boxes: readonly Box[], id: string): Box => {
  const box = boxes.find(({ task }) => task.id === id)
  if (!box) throw new Error(`no box ${id}`)
  return box
}

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height

describe('the drawing of a flow', () => {
  it('puts what follows below, and joins it', () => {
    const { boxes, order } = layoutFlow([reading('api'), reading('python'), reading('sql')], false)
    expect(boxes.map(({ y }) => y)).toEqual([0, 106, 212])
    expect(order).toEqual([
      { from: 'api', to: 'python' },
      { from: 'python', to: 'sql' },
    ])
  })

  it('draws an edge for each output that a text reads', () => {
    const outline = [
      reading('api'),
      reading(
        'python',
        ' outputs.api.body | jq(".a") ',
        ' outputs.api.body ',
        "outputs['api']['code'] + outputs.gone.x",
      ),
      reading('sql', "outputs.python.outputFiles['products.csv']", 'outputs.sql.x'),
    ]
    expect(layoutFlow(outline, false).data).toEqual([
      { from: 'api', to: 'python', label: 'api.body' },
      { from: 'api', to: 'python', label: "['api']['code']" },
      { from: 'python', to: 'sql', label: "python.outputFiles['products.csv']" },
    ])
  })

  it('puts tasks into the frame of their group, side by side where they run so', () => {
    const parallel = outlineTask('all', 1, { type: 'io.kestra.plugin.core.flow.Parallel' })
    const { boxes, order } = layoutFlow([parallel, inside('a', 'all'), inside('b', 'all'), reading('end')], false)
    const frame = boxOf(boxes, 'all')
    expect(frame.group).toBe(true)
    expect(boxOf(boxes, 'a').y).toBe(boxOf(boxes, 'b').y)
    for (const id of ['a', 'b']) {
      const box = boxOf(boxes, id)
      expect(box.x > frame.x && box.x + box.width < frame.x + frame.width).toBe(true)
      expect(box.y > frame.y && box.y + box.height < frame.y + frame.height).toBe(true)
    }
    expect(order).toEqual([{ from: 'all', to: 'end' }])
  })

  it('never lays one task over another', () => {
    const choice = outlineTask('if', 1, { type: 'io.kestra.plugin.core.flow.If' })
    const outline = [
      reading('first'),
      choice,
      inside('yes', 'if', 'then'),
      inside('yes2', 'if', 'then'),
      inside('no', 'if', 'else'),
      reading('last'),
      outlineTask('failed', 1, { branch: 'errors' }),
    ]
    for (const narrow of [false, true]) {
      const { boxes, width, height } = layoutFlow(outline, narrow)
      const leaves = boxes.filter(({ group }) => !group)
      for (const [index, one] of leaves.entries()) {
        for (const other of leaves.slice(index + 1)) expect(overlap(one, other)).toBe(false)
        expect(one.x + one.width).toBeLessThanOrEqual(width)
        expect(one.y + one.height).toBeLessThanOrEqual(height)
      }
    }
  })
})

it('an edge that passes another task bends around it', () => {
  const { boxes } = layoutFlow([reading('a'), reading('b'), reading('c')], true)
  const right = boxOf(boxes, 'b').x + boxOf(boxes, 'b').width
  expect(routeOf(boxOf(boxes, 'a'), boxOf(boxes, 'c'), boxes).label.x).toBeGreaterThan(right)
  expect(routeOf(boxOf(boxes, 'a'), boxOf(boxes, 'b'), boxes).label.x).toBeLessThan(right)
})
