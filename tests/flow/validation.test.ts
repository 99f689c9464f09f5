import { describe, expect, test } from 'vitest'
import { complaints, fixed, flowOf, messages, placeOf, read, told } from './support'

const LOG = `- id: a
  type: io.kestra.plugin.core.log.Log
  message: hi`

const trigger = (properties: string): string => flowOf(LOG, `triggers:\n  - {id: t, ${properties}}\n`)

test('a flow without anything wrong has no problems and a plan', () => {
  const { problems, plan } = read(flowOf(LOG))
  expect(problems).toEqual([])
  expect(plan?.tasks.map(({ task }) => task.id)).toEqual(['a'])
})

describe('Kestra refuses, in its words', () => {
  test.each([
    ['tasks: must not be empty', 'id: a\nnamespace: b\n'],
    ['tasks: must not be empty', 'id: a\nnamespace: b\ntasks: []\n'],
    ['namespace: must not be null', 'id: a\ntasks:\n  - {id: a, type: io.kestra.plugin.core.log.Log, message: x}\n'],
    ['id: must match "^[a-zA-Z0-9][a-zA-Z0-9._-]*"', flowOf(LOG).replace('my_flow', 'my flow')],
    ['namespace: must match "^[a-z0-9][a-z0-9._-]*"', flowOf(LOG).replace('company.team', 'Company')],
    ['Invalid type: io.kestra.plugin.core.nope.Nope', flowOf('- {id: a, type: io.kestra.plugin.core.nope.Nope}')],
    ['Invalid Flow: Duplicate task id with name [a]', flowOf(`${LOG}\n${LOG}`)],
    [
      'Invalid Flow: Duplicate input with name [x]',
      flowOf(LOG, 'inputs:\n  - {id: x, type: INT, defaults: 1}\n  - {id: x, type: STRING}\n'),
    ],
    [
      "Invalid Flow: Input with id 'x' depends on a non-existent input 'y'.",
      flowOf(LOG, 'inputs:\n  - {id: x, type: INT, dependsOn: {inputs: [y]}}\n'),
    ],
    [
      "Invalid Flow: Cycle dependency detected for input with id 'x': [x]",
      flowOf(LOG, 'inputs:\n  - {id: x, type: INT, dependsOn: {inputs: [x]}}\n'),
    ],
    [
      'Invalid Flow: System labels can only be set by Kestra itself, offending label: system.x=1',
      flowOf(LOG, 'labels: {system.x: 1}\n'),
    ],
    [
      'Invalid Flow: Recursive call to flow [company.team.my_flow]',
      flowOf('- {id: c, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: my_flow}'),
    ],
    ['id: size must be between 1 and 100', flowOf(LOG).replace('my_flow', 'x'.repeat(101))],
    ['Invalid type: STRNG', flowOf(LOG, 'inputs:\n  - {id: x, type: STRNG}\n')],
    [
      'inputs[x]: Inputs with a default value must be required, since the default is always applied.',
      flowOf(LOG, 'inputs:\n  - {id: x, type: INT, defaults: 1, required: false}\n'),
    ],
    [
      'inputs[x]: Inputs with a default value cannot also have a prefill.',
      flowOf(LOG, 'inputs:\n  - {id: x, type: INT, defaults: 1, prefill: 2}\n'),
    ],
    ['concurrency.limit: must be greater than or equal to 1', flowOf(LOG, 'concurrency: {limit: 0}\n')],
    ['Invalid type: null', flowOf('- {id: a}')],
    ['inputs[x].itemType: must not be null', flowOf(LOG, 'inputs:\n  - {id: x, type: ARRAY}\n')],
    ['inputs[x]: `itemType` cannot be ARRAY', flowOf(LOG, 'inputs:\n  - {id: x, type: ARRAY, itemType: ARRAY}\n')],
    [
      'tasks[s]: No task defined, neither cases or default have any tasks',
      flowOf('- {id: s, type: io.kestra.plugin.core.flow.Switch, value: x}'),
    ],
    [
      'tasks[w]: Only runnable tasks are allowed as children of a WorkingDirectory task',
      flowOf(`- id: w
  type: io.kestra.plugin.core.flow.WorkingDirectory
  tasks:
    - {id: p, type: io.kestra.plugin.core.flow.Pause}`),
    ],
    ['tasks[a].retry.interval: must not be null', flowOf(`${LOG}\n  retry: {type: constant}`)],
    ['retry.maxInterval: must not be null', flowOf(LOG, 'retry: {type: random, minInterval: PT1S}\n')],
    [
      "tasks[a].retry: 'interval' must be less than 'maxInterval' but is PT1M",
      flowOf(`${LOG}\n  retry: {type: exponential, interval: PT60S, maxInterval: PT5S}`),
    ],
    ['triggers[t].cron: must not be null', trigger('type: io.kestra.plugin.core.trigger.Schedule')],
    ['triggers[t].key: must not be blank', trigger('type: io.kestra.plugin.core.trigger.Webhook, key: ""')],
    [
      "invalid cron expression '61 * * * *': Failed to parse cron expression. Value 61 not in range [0, 59]",
      trigger('type: io.kestra.plugin.core.trigger.Schedule, cron: "61 * * * *"'),
    ],
  ])('%s', (message, text) => {
    expect(messages(text, '2.0')).toEqual([message])
    expect(read(text, '2.0').plan).toBeUndefined()
  })
})

test('what only runnable tasks heed is told at a flowable one, in the words of Kestra', () => {
  const text = flowOf(`- id: seq
  type: io.kestra.plugin.core.flow.Sequential
  timeout: PT1S
  tasks:
    - {id: a, type: io.kestra.plugin.core.log.Log, message: hi, timeout: PT1S}`)
  expect(complaints(text)).toEqual(['warning runnable-only timeout'])
  expect(read(text).problems[0]?.message).toBe(
    "The task 'seq' cannot use the 'timeout' property as it's only relevant for runnable tasks.",
  )
})

test('shell tasks run in part, which is told at their type', () => {
  const text = flowOf('- {id: a, type: io.kestra.plugin.scripts.shell.Commands, commands: [ls]}')
  expect(complaints(text)).toEqual(['warning runs-in-part io.kestra.plugin.scripts.shell.Commands'])
})

test('each of the tasks of the same id is told, with all the ids that are twice', () => {
  const message = 'Invalid Flow: Duplicate task id with name [a, b]'
  const other = LOG.replace('id: a', 'id: b')
  expect(messages(flowOf([LOG, other, other, LOG].join('\n')), '2.0')).toEqual([message, message])
})

test('what a trigger needs may come from the defaults of its type', () => {
  const defaults = "pluginDefaults:\n  - {type: io.kestra.plugin.core.trigger.Schedule, values: {cron: '@daily'}}\n"
  expect(complaints(trigger('type: io.kestra.plugin.core.trigger.Schedule') + defaults)).toEqual([])
})

test('1.3 names a task by its id, 2.0 by its place', () => {
  const text = flowOf('- {id: a, type: io.kestra.plugin.core.log.Log}')
  expect(messages(text, '1.3')).toEqual(['a.message: must not be null'])
  expect(messages(text, '2.0')).toEqual(['tasks[a].message: must not be null'])
})

test('a Dag whose tasks wait for each other is refused', () => {
  const text = flowOf(`- id: dag
  type: io.kestra.plugin.core.flow.Dag
  tasks:
    - task: {id: a, type: io.kestra.plugin.core.log.Log, message: x}
      dependsOn: [b]
    - task: {id: b, type: io.kestra.plugin.core.log.Log, message: x}
      dependsOn: [a]`)
  expect(messages(text, '1.3')).toEqual(['dag: Cyclic dependency detected: a, b'])
  expect(messages(text, '2.0')).toEqual(['tasks[dag]: Cyclic dependency detected: a, b'])
})

test('an unknown property of the flow is refused with the known ones, in the order of Jackson', () => {
  const [message] = messages(`pluginDefaults: []\n${flowOf(LOG)}`, '2.0')
  expect(message).toBe(
    'Unrecognized field "pluginDefaults" (class io.kestra.core.models.flows.FlowWithSource), not marked as ignorable (26 known properties: "draft", "finally", "tenantId", "retry", "inputs", "errors", "tasks", "outputs", "concurrency", "variables", "deleted", "id", "description", "workerSelector", "labels", "sla", "checks", "policyRefs", "namespace", "disabled", "revision", "updated", "afterExecution", "triggers", "quotas", "source")',
  )
})

test.each([
  [
    '1.3' as const,
    '(16 known properties: "logLevel", "timeout", "assets", "retry", "allowWarning", "format", "version", "type", "id", "description", "taskCache", "workerGroup", "runIf", "logToFile", "disabled", "allowFailure")',
  ],
  [
    '2.0' as const,
    '(19 known properties: "logLevel", "timeout", "assets", "retry", "pluginDefaultsRef", "policyRefs", "allowWarning", "format", "version", "type", "id", "description", "workerSelector", "allowFailure", "runIf", "logToFile", "disabled", "when", "taskCache")',
  ],
])('the properties of a task are listed as Jackson does for the class of %s', (version, known) => {
  const text = flowOf('- {id: a, type: io.kestra.plugin.core.debug.Return, format: x, more: 1}')
  expect(messages(text, version)).toEqual([
    `Unrecognized field "more" (class io.kestra.plugin.core.debug.Return), not marked as ignorable ${known}`,
  ])
})

test('an unknown property of a task is refused at its key, with a fix when a known one is near', () => {
  const text = flowOf(LOG.replace('message', 'mesage'))
  expect(told(text)).toEqual(['error missing-property io.kestra.plugin.core.log.Log', 'error unknown-property mesage'])
  expect(fixed(text)).toBe(flowOf(LOG))
})

test('a hyphen read as a minus is refused where it stands, and can be put right', () => {
  const text = flowOf(`- {id: my-task, type: io.kestra.plugin.core.debug.Return, format: v}
- {id: wrong, type: io.kestra.plugin.core.debug.Return, format: "{{ outputs.my-task.value }}"}`)
  expect(told(text)).toEqual(['error hyphen my-task'])
  expect(messages(text, '1.3')).toEqual([
    'Invalid Flow: Invalid output reference: use outputs[key-name] instead of outputs.key-name — keys with dashes require bracket notation, offending tasks: [wrong]',
  ])
  expect(fixed(text)).toBe(text.replace('outputs.my-task', "outputs['my-task']"))
})

test('a hyphen inside a longer expression is a warning: Kestra saves it', () => {
  const text = flowOf(`- {id: my-task, type: io.kestra.plugin.core.debug.Return, format: v}
- {id: wrong, type: io.kestra.plugin.core.debug.Return, format: "{{ 'x' ~ outputs.my-task.value }}"}`)
  expect(told(text)).toEqual(['warning hyphen my-task'])
})

test.each([
  ['{id: x, type: INT, defaults: abc}', ['warning wrong-default abc']],
  ['{id: x, type: INT, min: 5, defaults: 1}', ['warning wrong-default 1']],
  ['{id: x, type: SELECT, values: [a], defaults: b}', ['warning wrong-default b']],
  ['{id: x, type: JSON, defaults: "{oops"}', ['warning wrong-default "{oops"']],
  ['{id: x, type: INT, defaults: "{{ 1 + 1 }}"}', []],
  ['{id: x, type: JSON, defaults: {a: 1}}', []],
  ['{id: x, type: FILE, defaults: "nsfile:///x"}', []],
  ['{id: x, type: SELECT, values: [{label: One, value: 1}, b], defaults: "1"}', []],
  ['{id: x, type: MULTISELECT, values: [{label: One, value: a}], defaults: [One]}', ['warning wrong-default defaults']],
  ['{id: x, type: SELECT, values: [{label: One}]}', ['error missing-property label']],
])('the default of %s', (input, expected) => {
  expect(told(flowOf(LOG, `inputs:\n  - ${input}\n`))).toEqual(expected)
})

test('an item of a list of tasks that holds nothing is no task', () => {
  const text = 'id: a\nnamespace: b\ntasks:\n  - {id: a, type: io.kestra.plugin.core.log.Log, message: a}\n  - \n'
  expect(read(text).problems).toMatchObject([{ code: 'wrong-kind', message: expect.stringContaining('tasks[1]') }])
})

describe('types', () => {
  const typed = (type: string) => flowOf(`- {id: a, type: ${type}}`)

  test('a typo within two letters is an error with a fix', () => {
    const text = flowOf('- {id: a, type: io.kestra.plugin.core.log.Lgo, message: x}')
    expect(told(text)).toEqual(['error unknown-type io.kestra.plugin.core.log.Lgo'])
    expect(fixed(text)).toContain('type: io.kestra.plugin.core.log.Log,')
  })

  test.each([
    'io.kestra.plugin.aws.s3.Upload',
    'io.kestra.plugin.slack.notifications.SlackIncomingWebhook',
    'io.kestra.plugin.brandnew.Thing',
    'com.example.Custom',
    'io.kestra.plugin.core.state.Get',
    'io.kestra.plugin.fs.ftp.Download',
  ])('%s cannot run here, which is a warning', type => {
    expect(told(typed(type))).toEqual([`warning cannot-run-here ${type}`])
    expect(read(typed(type)).plan?.tasks[0]?.type).toBeUndefined()
  })

  test('a typo in a type that has a system of its own beside it is an error still', () => {
    expect(told(typed('io.kestra.plugin.fs.http.Downlaod'))).toEqual([
      'error unknown-type io.kestra.plugin.fs.http.Downlaod',
    ])
    expect(told(typed('io.kestra.plugin.scripts.shell.Comands'))).toEqual([
      'error unknown-type io.kestra.plugin.scripts.shell.Comands',
    ])
  })

  test('what is not in the core plugin does not exist', () => {
    expect(told(typed('io.kestra.plugin.core.Nope'))).toEqual(['error unknown-type io.kestra.plugin.core.Nope'])
  })

  test('an old name works, with a note and a fix', () => {
    const text = flowOf('- {id: a, type: io.kestra.core.tasks.log.Log, message: x}')
    expect(told(text)).toEqual(['info old-name io.kestra.core.tasks.log.Log'])
    expect(fixed(text)).toContain('type: io.kestra.plugin.core.log.Log,')
    expect(read(text).plan?.tasks[0]?.task.type).toBe('io.kestra.plugin.core.log.Log')
  })

  test.each([
    'io.kestra.core.tasks.executions.Counts',
    'io.kestra.core.tasks.executions.Resume',
    'io.kestra.core.tasks.flows.Template',
    'io.kestra.core.tasks.states.Get',
    'io.kestra.core.tasks.storages.Purge',
    'io.kestra.core.tasks.trigger.Toggle',
    'io.kestra.plugin.core.storage.Purge',
  ])('%s is an older name of a type that needs a server, so no error', type => {
    expect(told(typed(type))).toEqual([`warning cannot-run-here ${type}`])
  })

  test('a type of early versions is told with what took its place', () => {
    const [problem] = read(typed('io.kestra.core.tasks.scripts.Bash')).problems
    expect(problem).toMatchObject({ code: 'unknown-type', hint: expect.stringContaining('scripts.shell.Commands') })
  })

  test('a type of the other version is an error', () => {
    const text = flowOf(`- id: each
  type: io.kestra.plugin.core.flow.ForEach
  values: [a]
  tasks:
    - {id: x, type: io.kestra.plugin.core.log.Log, message: x}`)
    expect(told(text, '2.0')).toEqual(['error wrong-version io.kestra.plugin.core.flow.ForEach'])
    expect(told(text, '1.3')).toEqual([])
  })

  test('a trigger is told not to fire, an unknown one of the core plugin is an error', () => {
    const trigger = (type: string) => flowOf(LOG, `triggers:\n  - {id: t, type: ${type}, cron: "0 9 * * *"}\n`)
    expect(told(trigger('io.kestra.plugin.core.trigger.Schedule'))).toEqual([
      'info trigger-by-hand io.kestra.plugin.core.trigger.Schedule',
    ])
    expect(told(trigger('io.kestra.plugin.core.trigger.Nope'))).toEqual([
      'error unknown-type io.kestra.plugin.core.trigger.Nope',
    ])
    expect(told(trigger('io.kestra.plugin.kafka.RealtimeTrigger'))).toEqual([
      'warning cannot-run-here io.kestra.plugin.kafka.RealtimeTrigger',
    ])
  })

  test('a cron expression has five fields', () => {
    const text = flowOf(LOG, 'triggers:\n  - {id: t, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9"}\n')
    expect(complaints(text)).toEqual(['error invalid-cron "0 9"'])
  })
})

test('a schedule that lacks a value of an input is told', () => {
  const text = flowOf(
    LOG,
    `inputs:
  - {id: x, type: INT}
  - {id: y, type: INT}
  - {id: z, type: INT, required: false}
  - {id: given, type: INT}
triggers:
  - {id: s, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9 * * *", inputs: {given: 1}}
`,
  )
  expect(told(text)).toContain('warning schedule-without-inputs s')
  expect(read(text).problems.map(({ message }) => message)).toContain(
    "Missing inputs for Schedule Trigger 's', missing inputs: 'x | y'",
  )
})

describe('a FORM of 2.0', () => {
  const form = (child: string) =>
    flowOf(
      LOG.replace('hi', '"{{ inputs.env.region }}"'),
      `inputs:
  - id: env
    type: FORM
    inputs:
      - {id: region, type: SELECT, values: [a, b], defaults: a}
      - ${child}
`,
    )

  test('is its inputs, by the ids of both', () => {
    const { problems, plan } = read(form('{id: size, type: INT, dependsOn: {inputs: [env.region]}}'), '2.0')
    expect(problems).toEqual([])
    expect(plan?.flow.inputs.map(({ id, type }) => [id, type])).toEqual([
      ['env.region', 'SELECT'],
      ['env.size', 'INT'],
    ])
  })

  test('is told of where its inputs are written', () => {
    expect(told(form('{id: size, type: INT, defaults: much}'))).toEqual(['warning wrong-default much'])
    expect(messages(form('{id: size, type: INT, dependsOn: {inputs: [region]}}'), '2.0')).toEqual([
      "Invalid Flow: Input with id 'env.size' depends on a non-existent input 'region'.",
    ])
  })
})

test.each([
  ['TABLE', /Enterprise Edition/],
  ['REUSABLE_INPUTS', /Enterprise Edition/],
  ['OBJECT', /after Kestra 2\.0\.0/],
])('an input of type %s, which Kestra has elsewhere, is explained at its line', (type, why) => {
  const { problems } = read(flowOf(LOG, `inputs:\n  - {id: rows, type: ${type}}\n`), '2.0')
  expect(problems.map(({ code, message }) => [code, message])).toEqual([['wrong-choice', `Invalid type: ${type}`]])
  expect(problems[0]?.hint).toMatch(why)
})

describe('expressions', () => {
  const logging = (message: string, more = '') =>
    flowOf(
      `- {id: api, type: io.kestra.plugin.core.http.Request, uri: "https://example.com"}
- id: log
  type: io.kestra.plugin.core.log.Log
  message: ${message}`,
      more,
    )

  test.each([
    ['"{{ outputs.apj.body }}"', 'warning unknown-task apj'],
    ['"{{ outputs.api.bdy }}"', 'warning unknown-output bdy'],
    ['"{{ outputs[\'apj\'].body }}"', "warning unknown-task 'apj'"],
    ['"{{ inputs.nope }}"', 'warning unknown-input nope'],
    ['"{{ vars.nope }}"', 'warning unknown-variable nope'],
    ['"{{ output.api }}"', 'warning unknown-variable output'],
    ['"{{ \'x\' | uper }}"', 'warning unknown-filter uper'],
    ['"{{ 1 is evn }}"', 'warning unknown-test evn'],
    ['"{{ 1 + }}"', 'warning expression-syntax }}'],
    ['"é {{ 1 + }}"', 'warning expression-syntax }}'],
    ["'it''s {{ outputs.apj }}'", 'warning unknown-task apj'],
    ['"tab\\t\\u00e9 {{ outputs.apj }}"', 'warning unknown-task apj'],
    ['|\n    line one\n    {{ outputs.apj }}', 'warning unknown-task apj'],
    ['>-\n    folded\n    text {{ outputs.apj }}', 'warning unknown-task apj'],
  ])('%s is told at its characters', (message, line) => {
    expect(told(logging(message))).toEqual([line])
  })

  test.each([
    ['{{ 1 + }}', 'Something is missing before `}}`'],
    ['{{ inputs.a inputs.b }}', '`inputs` is out of place: `}}` is expected'],
    ['{{ inputs.1a }}', '`1` is out of place: a name is expected'],
    ['{{ inputs.a && inputs.b }}', '`&` is out of place (Write `and`.)'],
    ['{{ inputs.a || inputs.b }}', '`|` is out of place: a name is expected (Write `or`.)'],
    ['{{ inputs.a === 1 }}', '`=` is out of place (Write `==`.)'],
    ['{{ !inputs.a }}', '`!` is out of place (Write `not`.)'],
    ["{{ inputs.a startsWith 'b' }}", '`startsWith` is out of place: `}}` is expected (Write `| startsWith(…)`.)'],
    ['{{ now() | date(\\"yyyy\\") }}', '`\\` is out of place (Quotes inside an expression take no backslash.)'],
    ["{{ 'a }}", "A text that begins with ' is not closed"],
    ['{{ inputs.a', 'The expression is not closed'],
    ['{{ [1, 2 }}', '`]` is not closed'],
    ['{% if inputs.a %}', '`{% endif %}` is missing'],
    ['{% endif %}', '`endif` is out of place'],
    ['{% frob %}', 'No tag `frob`'],
  ])('%s is told in plain words', (template, expected) => {
    const [problem] = read(logging(`|\n    ${template}`)).problems.filter(({ code }) => code === 'expression-syntax')
    const own = problem?.hint?.startsWith('Kestra saves') ? '' : ` (${problem?.hint})`
    expect(`${problem?.message}${own}`).toBe(expected)
  })

  test.each([
    '"{{ outputs.apj.body ?? \'x\' }}"',
    '"{{ outputs.apj | default(1) }}"',
    '"{{ outputs.apj is defined }}"',
    '"{% set outputs2 = 1 %}{{ outputs2 }}"',
    '"{% for row in [1] %}{{ row.x }}{{ loop.index }}{% endfor %}"',
    '"{{ trigger.date }}{{ taskrun.value }}{{ flow.id }}{{ labels.x }}{{ envs.a }}"',
    '"{% raw %}{{ outputs.apj }}{% endraw %}"',
  ])('%s is fine', message => {
    expect(told(logging(message))).toEqual([])
  })

  test('a fix puts the name right inside the expression', () => {
    expect(fixed(logging('"{{ outputs.apj.body }}"'))).toBe(logging('"{{ outputs.api.body }}"'))
  })

  test('a task cannot read one that runs later', () => {
    const text = flowOf(`- {id: a, type: io.kestra.plugin.core.log.Log, message: "{{ outputs.b.value }}"}
- {id: b, type: io.kestra.plugin.core.debug.Return, format: x}`)
    expect(told(text)).toEqual(['warning later-task b'])
  })

  test('text that is not rendered is not looked at', () => {
    expect(told(flowOf(`${LOG}\n  description: "{{ nope"`))).toEqual([])
  })

  test('a place in a block of text is told by line and column', () => {
    const text = logging('|\n    line one\n    and {{ outputs.apj }}')
    const [problem] = read(text).problems
    expect(problem && placeOf(text, problem)).toBe('9:22')
  })
})

describe('the version', () => {
  const version = (text: string) => read(text).version
  const returning = (format: string) =>
    flowOf(`- {id: a, type: io.kestra.plugin.core.debug.Return, format: "${format}"}`)

  test('is the newest when nothing decides', () => expect(version(flowOf(LOG))).toBe('2.0'))
  test('is 1.3 with pluginDefaults', () => expect(version(`pluginDefaults: []\n${flowOf(LOG)}`)).toBe('1.3'))
  test('is 2.0 with when', () => expect(version(flowOf(`${LOG}\n  when: "true"`))).toBe('2.0'))

  test('is 2.0 with upstream flows of a trigger', () => {
    const trigger = 'triggers:\n  - {id: t, type: io.kestra.plugin.core.trigger.Flow, dependsOn: [{flowId: a}]}\n'
    expect(version(`${trigger}${returning('{{ json(1) }}')}`)).toBe('2.0')
  })

  test('is not told by properties of tasks that are named as those of triggers', () => {
    const asserting = `- {id: b, type: io.kestra.plugin.core.execution.Assert, conditions: ["{{ true }}"]}`
    expect(version(flowOf(`${LOG}\n${asserting}`))).toBe('2.0')
    const loop =
      '- {id: c, type: io.kestra.plugin.core.flow.Loop, values: [1], tasks: [{id: d, type: io.kestra.plugin.core.log.Log, message: d}]}'
    expect(complaints(flowOf(`${asserting}\n${asserting.replace('b', 'e')}\n${loop}`))).toEqual([])
  })

  test('is told by what the other version refuses before what it only fails to render', () => {
    const each =
      '- {id: c, type: io.kestra.plugin.core.flow.ForEach, values: [1], tasks: [{id: d, type: io.kestra.plugin.core.log.Log, message: "{{ isWeekend(now()) }} {{ env(\'A\') }}"}]}'
    expect(version(flowOf(each))).toBe('1.3')
    expect(
      version(
        flowOf('- {id: l, type: io.kestra.plugin.core.log.Log, when: "{{ json(1) }} {{ json(2) }}", message: a}'),
      ),
    ).toBe('2.0')
  })

  test('matters where the two read an expression differently', () => {
    expect(complaints(returning("{{ inputs.a ?? 'b' | upper }}"))).toEqual(['warning version-differs ??'])
    expect(complaints(returning("{{ (inputs.a ?? 'b') | upper }}"))).toEqual([])
    expect(complaints(returning("{{ inputs.a ?? 'b' }}"))).toEqual([])
  })

  test('that reads differently is told where it does', () => {
    const text = flowOf(`- id: a
  type: io.kestra.plugin.core.debug.Return
  format: |
    {{ flow.id ?? 'b' }}
    {{ flow.id }}, {{ flow.id ?? 'b' | upper }}`)
    const [problem] = read(text).problems
    expect(problem?.code).toBe('version-differs')
    expect(problem && placeOf(text, problem)).toBe('8:33')
  })

  test.each(['appLink', 'credential'])('%s is told to be of the other edition', name => {
    const [problem] = read(returning(`{{ ${name}() }}`)).problems
    expect(problem?.hint).toBe(`\`${name}\` is a function of Kestra's Enterprise Edition.`)
  })
})

test('a property that is kept but not used is told as information', () => {
  const text = flowOf(`- id: py
  type: io.kestra.plugin.scripts.python.Script
  containerImage: python:3.13-slim
  script: print(1)`)
  expect(told(text)).toEqual(['info ignored-property containerImage'])
})
