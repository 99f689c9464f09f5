import type { ReactNode } from 'react'
import { flowName } from '../bar/FlowMenu'
import { Button, Dialog } from '../controls'
import { saveBlob } from '../run/saveBlob'
import { usePage, usePageState } from '../state/usePage'
import styles from './dialogs.module.css'

/** Ways to take the flow along. */
export function ShareDialog(): ReactNode {
  const page = usePage()
  const source = usePageState(state => state.draft.source)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(source)
    page.toast('Copied the flow.')
  }
  return (
    <Dialog title="Share" onClose={() => page.showDialog(undefined)}>
      <section className={styles.section}>
        <h3>Files</h3>
        <p className={styles.keep}>
          <Button
            icon="download"
            onClick={() => saveBlob(new Blob([source], { type: 'application/yaml' }), `${flowName(source).id}.yaml`)}
          >
            Download .yaml
          </Button>
          <Button icon="copy" onClick={() => void copy()}>
            Copy the flow
          </Button>
        </p>
        <p className={styles.note}>The flow stays in this browser. No server stores it.</p>
      </section>
    </Dialog>
  )
}
