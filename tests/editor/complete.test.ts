import { describe, expect, test } from 'vitest'
import { chosen, completions, labels } from './support'

const HEAD = 'id: my_flow\nnamespace: company.team\n'

describe('keys', () => {
  test('of the flow, those that are missing, required ones first', () => {
    const found = labels(`${HEAD}│`)
    expect(found[0]).toBe('tasks')
    expect(found).toContain('triggers')
    expect(found).not.toContain('namespace')
    expect(found).not.toContain('pluginDefaults')
  })

  test('of a task, those of its type', () => {
    const found = labels(`${HEAD}tasks:\n  - id: log\n    type: io.kestra.plugin.core.log.Log\n    │`)
    expect(found[0]).toBe('message')
    expect(found).toContain('runIf')
    expect(found).not.toContain('type')
  })

  test('of a task whose type stands below', () => {
    expect(labels(`${HEAD}tasks:\n  - id: log\n    me│\n    type: io.kestra.plugin.core.log.Log`)).toContain('message')
  })

  test('of a task inside another one, and of a task in a Dag', () => {
    const inside = `${HEAD}tasks:
  - id: if
    type: io.kestra.plugin.core.flow.If
    then:
      - id: log
        type: io.kestra.plugin.core.log.Log
        │`
    expect(labels(inside)).toContain('level')
    const dag = `${HEAD}tasks:
  - id: dag
    type: io.kestra.plugin.core.flow.Dag
    tasks:
      - task:
          type: io.kestra.plugin.core.log.Log
          │`
    expect(labels(dag)).toContain('level')
    const cases = `${HEAD}tasks:
  - id: switch
    type: io.kestra.plugin.core.flow.Switch
    cases:
      red:
        - type: io.kestra.plugin.core.log.Log
          │`
    expect(labels(cases)).toContain('level')
  })

  test('of an object inside a task', () => {
    const text = `${HEAD}tasks:\n  - id: log\n    type: io.kestra.plugin.core.log.Log\n    retry:\n      │`
    expect(labels(text)).toContain('maxAttempts')
  })

  test('of an input', () => {
    expect(labels(`${HEAD}inputs:\n  - id: x\n    │`)).toContain('defaults')
  })

  test('are written with what follows them', () => {
    const text = `${HEAD}tasks:\n  - id: py\n    type: io.kestra.plugin.scripts.python.Script\n    scr│`
    expect(chosen(text, 'script')).toContain('    script: |\n      ')
  })

  test('a new task is offered where a list of tasks goes on', () => {
    expect(chosen(`${HEAD}tasks:\n  - │`, 'new task')).toBe(`${HEAD}tasks:\n  - id: \n    type: io.kestra.plugin.`)
  })

  test('no keys inside block text or a comment', () => {
    expect(completions(`${HEAD}description: |\n  te│`)).toBeUndefined()
    expect(completions(`${HEAD}# te│`)).toBeUndefined()
  })
})

describe('values', () => {
  test('of type, those of the version', () => {
    const text = `${HEAD}tasks:\n  - id: log\n    type: io.kestra│`
    expect(labels(text, '2.0')).toContain('io.kestra.plugin.core.flow.Loop')
    expect(labels(text, '2.0')).not.toContain('io.kestra.plugin.core.flow.ForEach')
    expect(labels(text, '1.3')).toContain('io.kestra.plugin.core.flow.ForEach')
    expect(chosen(text, 'io.kestra.plugin.core.log.Log')).toBe(
      `${HEAD}tasks:\n  - id: log\n    type: io.kestra.plugin.core.log.Log`,
    )
  })

  test('of the type of an input and of a trigger', () => {
    expect(labels(`${HEAD}inputs:\n  - id: x\n    type: │`)).toContain('MULTISELECT')
    expect(labels(`${HEAD}triggers:\n  - id: x\n    type: │`)).toContain('io.kestra.plugin.core.trigger.Schedule')
  })

  test('of a choice and of a switch', () => {
    expect(labels(`${HEAD}tasks:\n  - id: log\n    type: io.kestra.plugin.core.log.Log\n    level: W│`)).toContain(
      'WARN',
    )
    expect(labels(`${HEAD}disabled: │`)).toEqual(['true', 'false'])
  })
})

describe('expressions', () => {
  const flow = (message: string) => `${HEAD}inputs:
  - id: url
    type: STRING
  - {id: limit, type: INT}
variables:
  bucket: b
labels:
  team: data
tasks:
  - id: api
    type: io.kestra.plugin.core.http.Request
    uri: https://example.com
  - id: my-script
    type: io.kestra.plugin.scripts.python.Script
    outputFiles:
      - products.csv
      - "*.txt"
    script: print(1)
  - {id: short, type: io.kestra.plugin.core.debug.Return, format: x}
  - id: log
    type: io.kestra.plugin.core.log.Log
    message: "${message}"
  - id: later
    type: io.kestra.plugin.core.debug.Return
`

  test('outputs of the tasks before, by their outputs', () => {
    expect(labels(flow('{{ outputs.│'))).toEqual(['api', 'my-script', 'short'])
    expect(labels(flow('{{ outputs.api.│'))).toEqual(['uri', 'code', 'headers', 'body'])
    expect(labels(flow('{{ outputs.short.v│ }}'))).toEqual(['value'])
  })

  test('files that a task promises', () => {
    expect(labels(flow("{{ outputs['my-script'].outputFiles['│"))).toEqual(['products.csv'])
  })

  test('a name with a hyphen or a dot is put into brackets', () => {
    expect(chosen(flow('{{ outputs.│ }}'), 'my-script')).toBe(flow("{{ outputs['my-script'] }}"))
    expect(chosen(flow("{{ outputs['my-script'].outputFiles['pro│ }}"), 'products.csv')).toBe(
      flow("{{ outputs['my-script'].outputFiles['products.csv'] }}"),
    )
    expect(chosen(flow('{{ outputs.ap│ }}'), 'api')).toBe(flow('{{ outputs.api }}'))
  })

  test('inputs, variables, labels and the names inside known ones', () => {
    expect(labels(flow('{{ inputs.│'))).toEqual(['url', 'limit'])
    expect(labels(flow('{{ vars.│'))).toEqual(['bucket'])
    expect(labels(flow('{{ labels.│'))).toEqual(['team'])
    expect(labels(flow('{{ execution.│'))).toContain('startDate')
  })

  test('variables and functions at the start of an expression', () => {
    const found = labels(flow('{{ │'))
    expect(found).toContain('outputs')
    expect(found).not.toContain('first')
    expect(labels(flow("{{ 'x' ~ inp│"))).toContain('inputs')
  })

  test('filters after a bar, tests after is', () => {
    expect(labels(flow('{{ inputs.url | │'))).toContain('upper')
    expect(labels(flow('{{ inputs.url | up│'))).not.toContain('inputs')
    expect(labels(flow('{{ inputs.url is │'))).toContain('defined')
  })

  test('nothing inside a text', () => {
    expect(completions(flow("{{ 'abc │"))).toBeUndefined()
  })

  test('also in a script', () => {
    const text = `${HEAD}tasks:
  - id: api
    type: io.kestra.plugin.core.http.Request
  - id: py
    type: io.kestra.plugin.scripts.python.Script
    script: |
      data = {{ outputs.api.b│`
    expect(labels(text)).toContain('body')
  })
})
