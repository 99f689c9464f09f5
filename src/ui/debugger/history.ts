/** An expression that was evaluated; pinned ones stay when the list is full. */
export type HistoryItem = { readonly expression: string; readonly pinned: boolean }

/** Where the debugger keeps the expressions of one flow. */
export type HistoryStore = {
  readonly load: () => readonly HistoryItem[]
  readonly save: (items: readonly HistoryItem[]) => void
}
