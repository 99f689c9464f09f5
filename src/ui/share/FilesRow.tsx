import type { ReactNode } from 'react'
import { Button } from '../controls'
import { saveBlob } from '../run/saveBlob'
import { selectedRun } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import { exportedOf, exportRun } from './exportRun'
import styles from './share.module.css'
import { markdownSnippet } from './snippets'

/** The flow and its run as files. */
export function FilesRow({
  name,
  source,
  base,
  address,
}: {
  readonly name: string
  readonly source: string
  readonly base: string
  /** The link, unless it is stopped. */
  readonly address: string | undefined
}): ReactNode {
  const page = usePage()
  const run = usePageState(selectedRun)
  const save = async (): Promise<void> => {
    if (!run) return
    const zip = await exportRun(exportedOf(page.store.getState(), run), page.services.archive)
    saveBlob(zip, `${name}-run-${run.number}.zip`)
  }
  const copyMarkdown = async (): Promise<void> => {
    if (address === undefined) return
    await navigator.clipboard.writeText(markdownSnippet(base, address, source))
    page.toast('Copied the flow as Markdown.')
  }
  return (
    <section className={styles.row} aria-label="Files">
      <h3>Files</h3>
      <p className={styles.options}>
        <Button
          icon="download"
          onClick={() => saveBlob(new Blob([source], { type: 'application/yaml' }), `${name}.yaml`)}
        >
          Download .yaml
        </Button>
        <Button icon="download" disabled={!run} onClick={() => void save()}>
          {run ? `Export run ${run.number} as .zip` : 'Export .zip'}
        </Button>
        <Button icon="copy" disabled={address === undefined} onClick={() => void copyMarkdown()}>
          Copy as Markdown
        </Button>
      </p>
      <p className={styles.note}>
        {run
          ? 'The .zip holds flow, inputs, logs, outputs, files and responses. Secrets are left out. Drop it on this page to open it again.'
          : 'The .zip holds a run: press Run, or open an earlier one, to export it.'}
      </p>
    </section>
  )
}
