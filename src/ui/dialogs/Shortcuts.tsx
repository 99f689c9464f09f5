import type { ReactNode } from 'react'
import { Dialog, Kbd } from '../controls'
import { usePage } from '../state/usePage'
import styles from './dialogs.module.css'

type Keys = readonly (readonly [keys: string, does: string])[]

const EVERYWHERE: Keys = [
  ['Ctrl ⏎', 'Run'],
  ['Ctrl Shift ⏎', 'Run from the first change'],
  ['Ctrl .', 'Stop'],
  ['Ctrl K', 'Search and commands'],
  ['F6 / Shift F6', 'Next, previous region'],
  ['Ctrl S', 'Says that the text is saved'],
]

const EDITOR: Keys = [
  ['F8 / Shift F8', 'Next, previous problem'],
  ['Ctrl I', 'Apply the offered fix'],
  ['Ctrl Space', 'Complete'],
  ['Esc then Tab', 'Leave the editor'],
]

const EXECUTION: Keys = [
  ['1 to 9', 'Tabs'],
  ['/', 'Search this panel'],
  ['← → ↑ ↓', 'Columns of the outputs'],
  ['⏎', 'Open the preview'],
  ['C · V', 'Copy expression, copy value'],
  ['D', 'Debug the selection'],
  ['[ · ]', 'Earlier, later run'],
  ['?', 'This list'],
]

/** Every key of the page. */
export function Shortcuts(): ReactNode {
  const page = usePage()
  return (
    <Dialog title="Shortcuts" onClose={() => page.showDialog(undefined)}>
      <Table title="Everywhere" keys={EVERYWHERE} />
      <Table title="In the editor" keys={EDITOR} />
      <Table title="In the execution pane" keys={EXECUTION} />
      <p className={styles.note}>⌘ stands for Ctrl on a Mac. Single letters work only in the execution pane.</p>
    </Dialog>
  )
}

function Table({ title, keys }: { readonly title: string; readonly keys: Keys }): ReactNode {
  return (
    <section className={styles.section}>
      <h3>{title}</h3>
      <dl className={styles.keys}>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
