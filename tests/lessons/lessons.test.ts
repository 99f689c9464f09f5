import { describe, expect, it } from 'vitest'
import { readFlow } from '../../src/flow'
import { type Evidence, evaluateLesson, filesToRead, isDone, type Lesson, readCourses } from '../../src/lessons'
import { registry } from '../../src/plugins'
import { elsewhere } from '../../src/plugins/elsewhere'
import { createWorld } from '../support/engine/world'

const lessons = readCourses().flatMap(course => course.lessons)
const named = lessons.map(lesson => [lesson.id, lesson] as const)

/** What has to be tried in a browser: Python and DuckDB. */
const needsRuntimes = ({ solution }: Lesson): boolean => /plugin\.(?:scripts|jdbc)\./.test(solution)
const inNode = named.filter(([, lesson]) => !needsRuntimes(lesson))

const words = (text: string): number => text.split(/\s+/).filter(word => word !== '').length

/** What a run of a text leaves; a text that is refused leaves nothing. */
async function tryOut(lesson: Lesson, source: string): Promise<Evidence> {
  const world = createWorld({ sleep: async (_ms, signal) => signal.throwIfAborted() })
  const { flows, inputs, recordings } = lesson
  const request = { inputs, recordings, flows: flows.map(flow => ({ source: flow })) }
  const started = await world.engine.start({ workspaceId: 'w', version: 'auto', ...request, source })
  if (started.kind !== 'started') return { source, logs: [], files: new Map() }
  await world.engine.idle()
  const execution = world.executions.get(started.executionId)
  if (!execution) throw new Error('no execution was told')
  const files = new Map<string, string>()
  for (const uri of filesToRead(lesson, execution)) {
    const content = await world.effects.storage.get(uri as `kestra:///${string}`)
    files.set(uri, await content.text())
  }
  return { source, execution, logs: world.logs, files }
}

const missing = (lesson: Lesson, evidence: Evidence): readonly string[] =>
  evaluateLesson(lesson, evidence).flatMap(result => result.missing)

describe('the lessons', () => {
  it('are at least twenty, in numbered courses', () => {
    expect(lessons.length).toBeGreaterThanOrEqual(20)
    for (const { lessons: own } of readCourses())
      expect(own.map(({ number }) => number)).toEqual(own.map((_, i) => i + 1))
  })

  it.each(named)('%s says in ten words what one learns, and in sixty what to do', (_id, { learn, steps }) => {
    expect(words(learn)).toBeLessThanOrEqual(10)
    for (const { text } of steps) expect(words(text)).toBeLessThanOrEqual(60)
  })

  it.each(named)('%s has a hint and a check for each step, and says of each check what is missing', (_id, lesson) => {
    for (const { hints, checks } of lesson.steps) {
      expect(hints.length).toBeGreaterThan(0)
      expect(checks.length).toBeGreaterThan(0)
    }
    const messages = lesson.steps.flatMap(({ checks }) => checks.map(({ message }) => message))
    expect(new Set(messages).size).toBe(messages.length)
    const shown = missing(lesson, { source: '', logs: [], files: new Map() })
    expect([...shown].sort()).toEqual([...messages].sort())
  })

  it.each(named)('%s has a solution without complaints', (_id, { solution }) => {
    const { problems } = readFlow(solution, { registry, elsewhere, version: 'auto' })
    expect(problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([])
  })

  it.each(named)('%s has a starter that its checks do not take', (_id, lesson) => {
    expect(missing(lesson, { source: lesson.starter, logs: [], files: new Map() })).not.toEqual([])
  })
})

/** Flows that have nothing of any lesson: one ends well, one fails. */
const OTHERS = ['log.Log', 'execution.Fail'].map(
  type => `id: other
namespace: company.team
tasks:
  - id: other_task
    type: io.kestra.plugin.core.${type}
    ${type === 'log.Log' ? 'message' : 'errorMessage'}: something else
`,
)

describe('a reader of', () => {
  it.each(named)('%s reaches every hint: no step is done before the first run', (_id, lesson) => {
    const results = evaluateLesson(lesson, { source: lesson.starter, logs: [], files: new Map() })
    expect(results.filter(({ missing }) => missing.length === 0).map(({ step }) => step.text)).toEqual([])
  })

  it.each(named)('%s is shown every message by some run', async (_id, lesson) => {
    const runs = await Promise.all([...OTHERS, lesson.starter].map(source => tryOut(lesson, source)))
    const shown = runs.flatMap(run => (run.execution ? missing(lesson, run) : []))
    const messages = lesson.steps.flatMap(({ checks }) => checks.map(({ message }) => message))
    expect(messages.filter(message => !shown.includes(message))).toEqual([])
  })
})

describe('a run of', () => {
  it.each(inNode)('the starter of %s lacks something', async (_id, lesson) => {
    expect(isDone(evaluateLesson(lesson, await tryOut(lesson, lesson.starter)))).toBe(false)
  })

  it.each(inNode)('the solution of %s lacks nothing', async (_id, lesson) => {
    expect(missing(lesson, await tryOut(lesson, lesson.solution))).toEqual([])
  })
})
