import { LOG_LEVELS } from '../model'
import type { Properties } from './property'

/** Source: Kestra `AbstractRetry` and its kinds Constant, Exponential and Random. */
const RETRY: Properties = {
  type: {
    kind: 'choice',
    of: ['constant', 'exponential', 'random'],
    required: true,
    title: 'How the waiting time grows.',
  },
  interval: { kind: 'duration', title: 'How long to wait between attempts.' },
  minInterval: { kind: 'duration', title: 'The shortest wait, for random.' },
  maxInterval: { kind: 'duration', title: 'The longest wait, for exponential and random.' },
  delayFactor: { kind: 'number', title: 'What each wait is multiplied by, for exponential.' },
  maxAttempts: {
    kind: 'number',
    integer: true,
    minimum: 1,
    aliases: ['maxAttempt'],
    title: 'How many attempts in all, the first one included.',
  },
  maxDuration: { kind: 'duration', title: 'How long to go on trying.' },
  warningOnRetry: { kind: 'boolean', title: 'End with WARNING when more than one attempt was needed.' },
  behavior: {
    kind: 'choice',
    of: ['RETRY_FAILED_TASK', 'CREATE_NEW_EXECUTION'],
    title: 'What a retry of the whole flow does.',
  },
}

/** The retry of a task or of a flow. */
export const RETRY_PROPERTY = {
  kind: 'object',
  properties: RETRY,
  closed: true,
  title: 'Try again after a failure.',
} as const

const SERVER_ONLY = 'Kept, but not used here: there are no workers to choose from.'

/**
 * The properties that every task has, in the order of Kestra's class, in which Jackson lists them.
 * Source: Kestra `io.kestra.core.models.tasks.Task`; `runIf` is named `when` since 2.0 and both are read there.
 */
export const COMMON: Properties = {
  id: {
    kind: 'string',
    required: true,
    pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]*',
    title: 'Name of the task, unique in the flow.',
  },
  type: { kind: 'string', required: true, title: 'What the task does.' },
  version: { kind: 'string', ignored: 'version is kept but not used here.', title: 'Version of the plugin.' },
  pluginDefaultsRef: {
    kind: 'string',
    only: ['2.0'],
    ignored: 'pluginDefaultsRef is kept but not used here: there are no defaults of a server.',
    title: 'Name of the plugin defaults to apply.',
  },
  description: { kind: 'string', title: 'A note for readers, in Markdown.' },
  retry: RETRY_PROPERTY,
  timeout: { kind: 'duration', dynamic: true, title: 'How long the task may take.' },
  disabled: { kind: 'boolean', default: false, title: 'Pass over the task.' },
  workerGroup: { kind: 'any', only: ['1.3'], ignored: SERVER_ONLY, title: 'The workers to run on.' },
  workerSelector: { kind: 'any', only: ['2.0'], ignored: SERVER_ONLY, title: 'The workers to run on.' },
  policyRefs: { kind: 'any', only: ['2.0'], ignored: 'Policies are not used here.', title: 'Policies of the server.' },
  logLevel: { kind: 'choice', of: LOG_LEVELS, title: 'The least level of log lines to keep.' },
  allowFailure: { kind: 'boolean', default: false, title: 'Let the flow go on, with WARNING, when this task fails.' },
  logToFile: {
    kind: 'boolean',
    default: false,
    ignored: 'logToFile is kept but not used here. Logs can be downloaded from the Logs tab.',
    title: 'Write the logs to a file.',
  },
  when: {
    kind: 'string',
    dynamic: true,
    only: ['2.0'],
    title: 'Run only when this is true; the task is SKIPPED otherwise.',
  },
  runIf: {
    kind: 'string',
    dynamic: true,
    setterIn: '2.0',
    title: 'Run only when this is true; the task is SKIPPED otherwise.',
  },
  allowWarning: { kind: 'boolean', default: false, title: 'Count a WARNING as SUCCESS.' },
  taskCache: {
    kind: 'object',
    closed: true,
    properties: {
      enabled: { kind: 'boolean', title: 'Whether to reuse outputs of an earlier run.' },
      ttl: { kind: 'duration', title: 'How long they may be reused.' },
    },
    ignored: 'taskCache is kept but not used here.',
    title: 'Reuse the outputs of an earlier run.',
  },
  assets: { kind: 'any', ignored: 'assets are kept but not used here.', title: 'Assets of the Enterprise Edition.' },
}
