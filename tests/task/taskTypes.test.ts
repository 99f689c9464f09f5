import { describe, expect, test } from 'vitest'
import { elsewhere } from '../../src/plugins/elsewhere'
import { registry } from '../../src/plugins/registry'
import { childBranches, jacksonOrder, nearest, taskSchema } from '../../src/task'

describe('the name that was meant', () => {
  test.each([
    ['mesage', ['message', 'level'], 'message'],
    ['Message', ['message'], 'message'],
    ['ab', ['abc'], undefined],
    ['levle', ['level', 'lever'], undefined],
    ['something', ['message'], undefined],
  ])('of %s among %j is %s', (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected)
  })
})

test('branches of tasks are found wherever they hang', () => {
  const task = { kind: 'task', title: 'A task.' } as const
  const list = { kind: 'list', of: task, title: 'Tasks.' } as const
  const branches = childBranches(
    {
      tasks: { kind: 'list', of: { kind: 'object', properties: { task }, title: 'One.' }, title: 'Tasks.' },
      cases: { kind: 'map', of: list, title: 'Cases.' },
      one: task,
    },
    { cases: { red: [{ id: 'a' }], blue: [] }, tasks: [{ task: { id: 'b' } }], one: { id: 'c' }, other: [{ id: 'd' }] },
  )
  expect(branches.map(({ path, children }) => [path.join('.'), children.map(child => child.path.join('.'))])).toEqual([
    ['cases.red', ['cases.red.0']],
    ['cases.blue', []],
    ['tasks', ['tasks.0.task']],
    ['one', ['one']],
  ])
})

test('Jackson lists names by the place they have in its hash table', () => {
  expect(jacksonOrder(['id', 'type', 'message', 'level'])).toHaveLength(4)
  expect(jacksonOrder(['a', 'b', 'c'])).toEqual(['a', 'b', 'c'])
  expect(jacksonOrder(['h', 'a'])).toEqual(['h', 'a'])
})

test.each(registry.types.map(type => [type.type, type] as const))(
  '%s has a schema that names its properties',
  (_, type) => {
    const schema = taskSchema(type)
    expect(Object.keys(schema.properties as object)).toEqual(
      expect.arrayContaining(['id', 'type', ...Object.keys(type.properties)]),
    )
    expect(schema.additionalProperties).toBe(false)
  },
)

test('nothing that runs here is said to run elsewhere', () => {
  expect(elsewhere.names.filter(name => registry.find(name) !== undefined)).toEqual([])
})

test.each([
  ['io.kestra.plugin.aws.s3.Upload', 'Amazon S3'],
  ['io.kestra.plugin.aws.newservice.Thing', 'Amazon Web Services'],
  ['io.kestra.plugin.jdbc.postgresql.Query', 'PostgreSQL'],
  ['io.kestra.plugin.aikido.issues.Trigger', 'Aikido'],
  ['io.kestra.plugin.slack.notifications.SlackIncomingWebhook', 'Slack'],
])('%s belongs to %s', (type, title) => {
  expect(elsewhere.find(type)?.title).toBe(title)
})

test.each([
  ['slack.notifications.SlackIncomingWebhook', []],
  ['notifications.slack.SlackExecution', []],
  ['notifications.pagerduty.PagerDutyAlert', []],
  ['email.MailSend', []],
  ['slack.app.conversations.Create', undefined],
  ['slack.app.chats.Post', undefined],
  ['ansible.cli.AnsibleCLI', ['vars', 'exitCode', 'outputFiles', 'playbooks']],
  ['terraform.cli.TerraformCLI', ['vars', 'exitCode', 'outputFiles']],
])('%s is known to have the outputs %o, and undefined where they are not known', (name, outputs) => {
  expect(elsewhere.find(`io.kestra.plugin.${name}`)?.outputs).toEqual(outputs)
})
