import { type ReactNode, useRef, useState } from 'react'
import type { Workspace } from '../client'
import { Icon, Menu, type MenuItem } from '../controls'
import { formatClock, formatDay } from '../format'
import { usePage, usePageState } from '../state/usePage'
import styles from './bar.module.css'

/** The others stand in a list of their own. */
const SHOWN_EXAMPLES = 3

/** What stands in the place of a flow that is being read. */
const NOTHING_YET = { id: 'Opening…', namespace: '' } as const

/** The flow that is open, with the menu to switch, rename, make and open flows. */
export function FlowMenu(): ReactNode {
  const page = usePage()
  const source = usePageState(state => state.draft.source)
  const opening = usePageState(state => state.workspaceId === '')
  const workspaces = usePageState(state => state.workspaces)
  const workspaceId = usePageState(state => state.workspaceId)
  const [renaming, setRenaming] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const name = opening ? NOTHING_YET : flowName(source)
  if (renaming) return <Rename id={name.id} onDone={() => setRenaming(false)} />

  const own = workspaces.find(({ id }) => id === workspaceId)
  const items: readonly MenuItem[] = [
    { kind: 'group', title: 'Flows in this browser' },
    ...newestFirst(workspaces).map(
      (workspace): MenuItem => ({
        key: workspace.id,
        title: flowName(workspace.source).id,
        hint: changed(workspace, page.services.now()),
        checked: workspace.id === workspaceId,
        mark: <Icon name={workspace.id === workspaceId ? 'check' : 'code'} size={14} />,
        onSelect: () => void page.openWorkspace(workspace.id),
      }),
    ),
    { kind: 'group', title: 'Examples' },
    ...page.services.examples.slice(0, SHOWN_EXAMPLES).map(
      (example): MenuItem => ({
        key: `example ${example.id}`,
        title: example.title,
        mark: <Icon name="book" size={14} />,
        onSelect: () => void page.openExample(example),
      }),
    ),
    { title: 'More examples…', mark: <Icon name="search" size={14} />, onSelect: () => page.showDialog('examples') },
    { kind: 'group', title: 'This flow' },
    { title: 'New flow', mark: <Icon name="plus" size={14} />, onSelect: () => void page.newWorkspace() },
    {
      title: 'Open a file…',
      mark: <Icon name="file" size={14} />,
      onSelect: () => picker.current?.click(),
    },
    { title: 'Rename', mark: <Icon name="edit" size={14} />, onSelect: () => setRenaming(true) },
    {
      title: 'Delete this flow and its runs',
      mark: <Icon name="trash" size={14} />,
      onSelect: () => own && void page.deleteWorkspace(own),
    },
  ]
  return (
    <>
      <h1 className={styles.name}>
        <Menu label="Flows" items={items}>
          {trigger => (
            <button type="button" className={styles.nameButton} {...trigger}>
              {name.namespace && (
                <span className={styles.namespace}>
                  {name.namespace} <span aria-hidden="true">/</span>
                </span>
              )}
              <span className={styles.flowId}>{name.id}</span>
              <Icon name="chevron" size={14} />
            </button>
          )}
        </Menu>
      </h1>
      <input
        ref={picker}
        type="file"
        accept=".yaml,.yml,.zip,text/*"
        hidden
        onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void (/\.zip$/i.test(file.name) ? page.openRunZip(file) : page.openFile(file))
        }}
      />
    </>
  )
}

function Rename({ id, onDone }: { readonly id: string; readonly onDone: () => void }): ReactNode {
  const page = usePage()
  const finish = (next: string): void => {
    if (next !== '' && next !== id) page.rename(next)
    onDone()
  }
  return (
    <input
      className={styles.rename}
      aria-label="Flow id"
      defaultValue={id}
      ref={element => element?.select()}
      onBlur={event => finish(event.target.value.trim())}
      onKeyDown={event => {
        if (event.key === 'Enter') finish(event.currentTarget.value.trim())
        if (event.key === 'Escape') onDone()
      }}
    />
  )
}

/** Flow id and namespace as they stand in a text, which may not be a flow yet. */
export function flowName(source: string): { readonly id: string; readonly namespace: string } {
  const read = (key: string): string =>
    new RegExp(`^${key}:[ \\t]*(["']?)([^"'#\\n]*)\\1`, 'm').exec(source)?.[2]?.trim() ?? ''
  return { id: read('id') || 'flow without an id', namespace: read('namespace') }
}

const newestFirst = (workspaces: readonly Workspace[]): readonly Workspace[] =>
  [...workspaces].sort((one, other) => other.updated.localeCompare(one.updated))

const changed = (workspace: Workspace, now: number): string =>
  formatDay(workspace.updated, now) ?? formatClock(workspace.updated).slice(0, 5)
