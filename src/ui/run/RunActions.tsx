import { type ReactNode, useState } from 'react'
import type { Execution } from '../../model'
import { Button, Icon, IconButton } from '../controls'
import { runsBefore } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import { saveBlob } from './saveBlob'

/** Shows the outputs of a run beside those of the run before it. */
export function CompareButton({ run }: { readonly run: Execution }): ReactNode {
  const page = usePage()
  const before = usePageState(state => runsBefore(state.runs, run)[0]?.number)
  const narrow = usePageState(({ layout }) => layout === 'phone' || layout === 'single')
  if (before === undefined) return null
  const compare = async (): Promise<void> => {
    const { comparedPath } = await import('./comparedPath')
    const { path } = page.store.getState()
    page.store.setState({ comparing: true, tab: 'outputs', path: comparedPath(run, path) })
  }
  const name = `Compare with run ${before}`
  if (narrow) return <IconButton size="small" name={name} icon="compare" onClick={() => void compare()} />
  return (
    <Button look="ghost" size="small" icon="compare" onClick={() => void compare()}>
      {name}
    </Button>
  )
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
