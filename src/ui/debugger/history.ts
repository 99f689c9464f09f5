/** An expression that was evaluated; pinned ones stay when the list is full. */
export type HistoryItem = { readonly expression: string; readonly pinned: boolean }

/** Where the debugger keeps the expressions of one flow. */
export type HistoryStore = {
  readonly load: () => readonly HistoryItem[]
  readonly save: (items: readonly HistoryItem[]) => void
}

/** How many expressions of a flow are kept. */
export const HISTORY_SIZE = 50

const SECRET = /\bsecret\s*\(/

/**
 * The history with an expression at its front, pinned ones before the others; the oldest ones that are not pinned go.
 * Expressions that speak of secrets are never kept.
 */
export function remember(items: readonly HistoryItem[], expression: string): readonly HistoryItem[] {
  const text = expression.trim()
  if (text === '' || SECRET.test(text)) return items
  const known = items.find(item => item.expression === text)
  if (known?.pinned) return items
  return capped([{ expression: text, pinned: false }, ...items.filter(item => item !== known)])
}

/** The history with an expression pinned, or no longer so. */
export const togglePin = (items: readonly HistoryItem[], expression: string): readonly HistoryItem[] =>
  capped(items.map(item => (item.expression === expression ? { ...item, pinned: !item.pinned } : item)))

function capped(items: readonly HistoryItem[]): readonly HistoryItem[] {
  const pinned = items.filter(item => item.pinned)
  return [...pinned, ...items.filter(item => !item.pinned)].slice(0, Math.max(HISTORY_SIZE, pinned.length))
}
