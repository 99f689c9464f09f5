import { type ReactNode, useState } from 'react'
import type { Execution } from '../../model'
import { Button, Icon, IconButton } from '../controls'
import { locate, type ValuePath } from '../outputs/path'
import { outputsOf } from '../outputs/runTree'
import { runsBefore } from '../state/pageState'
import { lastFile } from '../state/runs'
import { usePage, usePageState } from '../state/usePage'
import { saveBlob } from './saveBlob'

/** Shows the outputs of a run beside those of the run before it. */
export function CompareButton({ run }: { readonly run: Execution }): ReactNode {
  const page = usePage()
  const before = usePageState(state => runsBefore(state.runs, run)[0]?.number)
  const narrow = usePageState(({ layout }) => layout === 'phone' || layout === 'single')
  if (before === undefined) return null
  const compare = (): void => {
    const { path } = page.store.getState()
    page.store.setState({ comparing: true, tab: 'outputs', path: isThere(run, path) ? path : usualPath(run) })
  }
  const name = `Compare with run ${before}`
  if (narrow) return <IconButton size="small" name={name} icon="compare" onClick={compare} />
  return (
    <Button look="ghost" size="small" icon="compare" onClick={compare}>
      {name}
    </Button>
  )
}

const isThere = (run: Execution, path: ValuePath): boolean =>
  path.length > 2 && locate({ outputs: outputsOf(run) }, path) !== undefined

/** Where a comparison begins: at the last file, else at the last output. */
function usualPath(run: Execution): ValuePath {
  const last = run.taskRuns.findLast(
    ({ outputs, value }) => value === undefined && Object.keys(outputs ?? {}).length > 0,
  )
  return lastFile(run) ?? (last ? ['outputs', last.taskId, Object.keys(last.outputs ?? {})[0] ?? ''] : [])
}

/** Hands a run with its files to the downloads, as a .zip that opens here again. */
export function ExportButton({ run }: { readonly run: Execution }): ReactNode {
  const page = usePage()
  const [busy, setBusy] = useState(false)
  const narrow = usePageState(({ layout }) => layout === 'phone' || layout === 'single')
  const save = async (): Promise<void> => {
    const { exportedOf, exportRun } = await import('../share/exportRun')
    const zip = await exportRun(exportedOf(page.store.getState(), run), page.services.archive)
    saveBlob(zip, `${run.flowId}-run-${run.number}.zip`)
  }
  const press = (): void => {
    setBusy(true)
    save()
      .catch((error: unknown) => page.toast(`Run ${run.number} was not exported: ${String(error)}`))
      .finally(() => setBusy(false))
  }
  const title = 'The run with its log, outputs and files as a .zip'
  if (narrow) return <IconButton size="small" name="Export" icon="download" disabled={busy} onClick={press} />
  return (
    <Button look="ghost" size="small" disabled={busy} title={title} onClick={press}>
      <Icon name="download" size={14} />
      Export
    </Button>
  )
}
