import type { Settings } from '../client'
import type { HistoryItem, HistoryStore } from '../debugger'

/** Expressions of one flow, kept with the page's settings. */
export function expressionHistory(settings: Settings, workspaceId: string): HistoryStore {
  const name = `expressions ${workspaceId}`
  return {
    load: () => readItems(settings.read(name)),
    save: items => settings.write(name, JSON.stringify(items)),
  }
}

function readItems(text: string | undefined): readonly HistoryItem[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(found) ? found.filter(isItem) : []
  } catch {
    return []
  }
}

const isItem = (value: unknown): value is HistoryItem =>
  typeof value === 'object' && value !== null && 'expression' in value && typeof value.expression === 'string'
