import { type QueriedFile, sqlTask } from '../outputs'
import { addTask } from '../state/addTask'
import type { Page } from '../state/page'

/** Adds a DuckDB task over a file to the end of the flow, and shows it; it can be run at once with all before reused. */
export function addQuery(page: Page, file: QueriedFile): void {
  const { draft, check, checkedSource } = page.store.getState()
  const outline = check?.outline ?? []
  const { id, first, texts } = sqlTask(file, new Set(outline.map(task => task.id)))
  const added = checkedSource === draft.source ? addTask(draft.source, outline, texts) : undefined
  if (!added) {
    navigator.clipboard.writeText(texts.join('\n')).then(
      () => page.toast(`Copied task ${id}. Put it at the end of the tasks.`),
      () => page.toast('The browser did not let us copy'),
    )
    return
  }
  page.replaceText(added.source)
  page.goToLine(added.line)
  page.toast(`Added task ${id}.`, { title: 'Run it', run: () => void page.replay({ taskId: first }) })
}
