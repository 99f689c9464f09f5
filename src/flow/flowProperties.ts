import { INPUT_PROPERTY, OUTPUT_PROPERTY, type Properties, type Property, RETRY_PROPERTY } from '../task'

const TASK: Property = { kind: 'task', title: 'A task.' }
const TEXT: Property = { kind: 'string', title: 'A text.' }
const ANY: Property = { kind: 'any', title: 'Anything.' }

const branch = (title: string): Property => ({ kind: 'list', of: TASK, title })
const unused = (reason: string, title: string): Property => ({ kind: 'any', ignored: reason, title })
const only = (version: '1.3' | '2.0', property: Property): Property => ({ ...property, only: [version] })

const SERVER_SETS = 'The server sets this; it is not used here.'
const NO_WORKERS = 'Kept, but not used here: there are no workers to choose from.'

const LABELS: Property = {
  kind: 'oneOf',
  of: [
    { kind: 'map', of: TEXT, title: 'Labels by name.' },
    {
      kind: 'list',
      of: { kind: 'object', properties: { key: TEXT, value: TEXT }, title: 'A label.' },
      title: 'Labels.',
    },
  ],
  title: 'Labels that every execution gets.',
}

const CONCURRENCY: Property = {
  kind: 'object',
  closed: true,
  properties: {
    limit: { kind: 'number', integer: true, minimum: 1, required: true, title: 'How many may run at once.' },
    behavior: {
      kind: 'choice',
      of: ['QUEUE', 'CANCEL', 'FAIL'],
      default: 'QUEUE',
      title: 'What happens to those that come too many.',
    },
  },
  title: 'How many executions may run at the same time.',
}

const SLA: Property = {
  kind: 'object',
  properties: {
    id: { ...TEXT, required: true },
    type: { kind: 'choice', of: ['MAX_DURATION', 'EXECUTION_ASSERTION'], required: true, title: 'What is promised.' },
    behavior: { kind: 'choice', of: ['FAIL', 'CANCEL', 'NONE'], title: 'What happens when it is not kept.' },
    duration: { kind: 'duration', title: 'How long an execution may take.' },
    assert: TEXT,
    labels: ANY,
  },
  title: 'A promise.',
}

const CHECK: Property = {
  kind: 'object',
  properties: {
    when: { ...TEXT, title: 'What has to hold, as an expression.', aliases: ['condition'] },
    message: { ...TEXT, required: true, title: 'What is told when it does not.' },
    behavior: {
      kind: 'choice',
      of: ['BLOCK_EXECUTION', 'FAIL_EXECUTION', 'CREATE_EXECUTION'],
      title: 'What happens when it does not.',
    },
    style: { kind: 'choice', of: ['ERROR', 'SUCCESS', 'WARNING', 'INFO'], title: 'How the message looks in Kestra.' },
  },
  title: 'A condition.',
}

const PLUGIN_DEFAULTS: Property = {
  kind: 'list',
  of: {
    kind: 'object',
    properties: {
      type: { kind: 'string', required: true, title: 'A type, or the beginning of several.' },
      values: { kind: 'map', of: ANY, title: 'Values that tasks of this type get.' },
      forced: { kind: 'boolean', default: false, title: 'Whether they win over those of the task.' },
    },
    title: 'Values for one type.',
  },
  title: 'Values that tasks get by their type.',
}

/**
 * The properties of a flow, in the order in which Kestra's class has them.
 * Source: Kestra `io.kestra.core.models.flows.FlowWithSource`.
 */
export const FLOW_PROPERTIES: Properties = {
  draft: only('2.0', unused('Drafts are not told apart here.', 'Whether the flow is a draft.')),
  id: {
    kind: 'string',
    required: true,
    pattern: '^[a-zA-Z0-9][a-zA-Z0-9._-]*',
    title: 'Name of the flow, unique in its namespace.',
  },
  namespace: {
    kind: 'string',
    required: true,
    pattern: '^[a-z0-9][a-z0-9._-]*',
    title: 'Where the flow belongs, as `company.team`.',
  },
  revision: { kind: 'number', integer: true, ignored: SERVER_SETS, title: 'Number of the version.' },
  description: { kind: 'string', title: 'What the flow does, in Markdown.' },
  inputs: { kind: 'list', of: INPUT_PROPERTY, title: 'Values asked for before the flow runs.' },
  outputs: { kind: 'list', of: OUTPUT_PROPERTY, title: 'Values the flow gives at its end.' },
  disabled: { kind: 'boolean', default: false, title: 'Whether the flow is kept from running.' },
  labels: LABELS,
  variables: { kind: 'map', of: ANY, title: 'Values read as `vars.name`. They are not rendered by themselves.' },
  workerGroup: only('1.3', unused(NO_WORKERS, 'The workers to run on.')),
  workerSelector: only('2.0', unused(NO_WORKERS, 'The workers to run on.')),
  deleted: unused(SERVER_SETS, 'Whether the flow was deleted.'),
  updated: unused(SERVER_SETS, 'When the flow was saved.'),
  finally: branch('Tasks to run at the end, whatever happened.'),
  taskDefaults: only('1.3', { ...PLUGIN_DEFAULTS, deprecated: 'Write `pluginDefaults`.' }),
  tasks: { kind: 'list', of: TASK, required: true, notEmpty: true, title: 'What the flow does, in order.' },
  errors: branch('Tasks to run when a task failed.'),
  listeners: only('1.3', { ...ANY, deprecated: 'Listeners are gone; write a flow with a Flow trigger.' }),
  afterExecution: branch('Tasks to run after the end, which see the final state.'),
  triggers: {
    kind: 'list',
    of: {
      kind: 'object',
      properties: {
        id: { kind: 'string', required: true, pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]*', title: 'Name of the trigger.' },
        type: { kind: 'string', required: true, title: 'What starts the flow.' },
      },
      title: 'A trigger.',
    },
    title: 'What starts the flow by itself.',
  },
  pluginDefaults: only('1.3', PLUGIN_DEFAULTS),
  concurrency: CONCURRENCY,
  retry: { ...RETRY_PROPERTY, title: 'Try the whole flow again after a failure.' },
  sla: { kind: 'list', of: SLA, title: 'Promises about executions.' },
  checks: { kind: 'list', of: CHECK, title: 'Conditions on the inputs, looked at before the flow runs.' },
  policyRefs: only('2.0', unused('Policies are not used here.', 'Policies of the server.')),
  quotas: only('2.0', unused('Quotas are not used here.', 'Quotas of the server.')),
  tenantId: unused(SERVER_SETS, 'The tenant.'),
  source: unused(SERVER_SETS, 'The text of the flow.'),
}
