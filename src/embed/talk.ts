import type { EmbedCommand, EmbedMessage, EmbedTab } from './protocol'

export type Talk = {
  /** Tells the page around, in answer to the command of `id` when given. */
  readonly tell: (message: EmbedMessage, id?: string) => void
}

/** Speaks with the page around the embed. Commands of other origins than `origin` are not heard. */
export function openTalk(
  origin: string | undefined,
  onCommand: (command: EmbedCommand, id: string) => void,
  own: Window = window,
): Talk {
  const tell: Talk['tell'] = (message, id = crypto.randomUUID()) => {
    if (own.parent !== own) own.parent.postMessage({ source: 'flowyard', v: 1, id, ...message }, origin ?? '*')
  }
  own.addEventListener('message', ({ data, origin: from, source }: MessageEvent<unknown>) => {
    if (origin === undefined || from !== origin || source !== own.parent || !isEnvelope(data)) return
    const command = readCommand(data)
    if (command) onCommand(command, data.id)
    else tell({ type: 'error', code: 'unknown-command', message: `No command ${String(data.type)}.` }, data.id)
  })
  return { tell }
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

const isEnvelope = (data: unknown): data is Fields & { readonly id: string } =>
  isFields(data) && data.source === 'flowyard' && data.v === 1 && typeof data.id === 'string'

const TABS: readonly EmbedTab[] = ['flow', 'outputs', 'logs']
const THEMES = ['auto', 'light', 'dark'] as const

/** Reads a stranger's command field by field; undefined when it is none. */
export function readCommand(data: Fields): EmbedCommand | undefined {
  const { type, value, yaml, values, name, expression } = data
  const theme = THEMES.find(known => known === value)
  const tab = TABS.find(known => known === name)
  switch (type) {
    case 'theme':
      return theme && { type, value: theme }
    case 'flow':
      return typeof yaml === 'string' ? { type, yaml } : undefined
    case 'inputs':
      return isFields(values) ? { type, values: textsOf(values) } : undefined
    case 'tab':
      return tab && { type, name: tab }
    case 'select':
    case 'get':
      return typeof expression === 'string' ? { type, expression } : undefined
    case 'stop':
    case 'reset':
    case 'run':
      return { type }
    default:
      return undefined
  }
}

const textsOf = (values: Fields): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).flatMap(([key, item]) => (typeof item === 'string' ? [[key, item]] : [])))
