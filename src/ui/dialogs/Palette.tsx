import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { flowName } from '../bar/FlowMenu'
import { openGuides } from '../bar/guides'
import { Icon, type IconName, join } from '../controls'
import { typesIn } from '../examples/typesIn'
import type { Page } from '../state/page'
import { runsNewestFirst } from '../state/pageState'
import { usePage } from '../state/usePage'
import styles from './dialogs.module.css'

type Command = { readonly title: string; readonly hint?: string; readonly icon: IconName; readonly run: () => void }

/** Search and commands: everything the page can do or open, by its words. */
export function Palette(): ReactNode {
  const page = usePage()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const commands = useMemo(() => commandsOf(page), [page])
  const found = commands.filter(({ title, hint = '' }) => matches(`${title} ${hint}`, query)).slice(0, 40)
  const chosen = found[Math.min(at, found.length - 1)]
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const close = (): void => page.showDialog(undefined)
  const run = (command: Command | undefined): void => {
    close()
    command?.run()
  }
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setAt((Math.min(at, found.length - 1) + step + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter') run(chosen)
    else return
    event.preventDefault()
  }
  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label="Search and commands"
      onCancel={close}
      onClose={close}
      onClick={event => event.target === dialog.current && close()}
      onKeyDown={onKey}
    >
      <span className={styles.paletteSearch}>
        <Icon name="search" />
        <input
          role="combobox"
          aria-label="Search flows, tasks, runs and commands"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={chosen && `${id}-${found.indexOf(chosen)}`}
          placeholder="Search flows, tasks, runs and commands"
          value={query}
          onChange={event => {
            setQuery(event.target.value)
            setAt(0)
          }}
        />
      </span>
      <div role="listbox" id={id} aria-label="Found" className={styles.found}>
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys, as in every combobox
          <div
            key={`${command.title} ${command.hint}`}
            role="option"
            id={`${id}-${index}`}
            aria-selected={command === chosen}
            tabIndex={-1}
            className={join(styles.command, command === chosen && styles.chosen)}
            onClick={() => run(command)}
          >
            <Icon name={command.icon} size={14} />
            <span>{command.title}</span>
            <span className={styles.note}>{command.hint}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>Nothing has these words.</p>}
    </dialog>
  )
}

function matches(text: string, query: string): boolean {
  const words = text.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every(word => words.includes(word))
}

function commandsOf(page: Page): readonly Command[] {
  const state = page.store.getState()
  return [
    { title: 'Run', hint: 'Ctrl ⏎', icon: 'play', run: () => void page.run() },
    { title: 'Stop', hint: 'Ctrl .', icon: 'stop', run: () => void page.stop() },
    { title: 'What the next run will do', icon: 'info', run: () => void page.showRun(undefined) },
    { title: 'New flow', icon: 'plus', run: () => void page.newWorkspace() },
    { title: 'Lessons', icon: 'book', run: () => page.showDialog('lessons') },
    { title: 'Examples', icon: 'book', run: () => page.showDialog('examples') },
    { title: 'Guides', icon: 'book', run: openGuides },
    { title: 'Save for offline', icon: 'download', run: () => page.showDialog('offline') },
    { title: 'Storage', icon: 'database', run: () => page.showDialog('storage') },
    { title: 'Share', icon: 'share', run: () => page.showDialog('share') },
    { title: 'Shortcuts', hint: '?', icon: 'keyboard', run: () => page.showDialog('shortcuts') },
    { title: 'Use the light theme', icon: 'sun', run: () => page.setTheme('light') },
    { title: 'Use the dark theme', icon: 'moon', run: () => page.setTheme('dark') },
    { title: 'Use the theme of the system', icon: 'moon', run: () => page.setTheme('system') },
    ...(state.check?.outline ?? []).map(
      (task): Command => ({
        title: `Go to task ${task.id}`,
        hint: `${task.name}, line ${task.line}`,
        icon: 'forward',
        run: () => page.goToLine(task.line),
      }),
    ),
    ...state.workspaces.map(
      (workspace): Command => ({
        title: `Open ${flowName(workspace.source).id}`,
        hint: `flow in this browser, ${workspace.updated.slice(0, 16).replace('T', ' ')}`,
        icon: 'code',
        run: () => void page.openWorkspace(workspace.id),
      }),
    ),
    ...page.services.examples.map(
      (example): Command => ({
        title: example.title,
        hint: `example ${flowName(example.source).id}, ${typesIn(example.source).join(', ')}`,
        icon: 'book',
        run: () => void page.openExample(example),
      }),
    ),
    ...runsNewestFirst(state.runs).map(
      (run): Command => ({
        title: `Show run ${run.number}`,
        hint: run.state.current,
        icon: 'history',
        run: () => void page.showRun(run.id),
      }),
    ),
  ]
}
