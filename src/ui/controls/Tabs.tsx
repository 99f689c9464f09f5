import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { join } from './Button'
import styles from './Tabs.module.css'

export type Tab<Id extends string> = {
  readonly id: Id
  readonly title: string
  /** A number beside the title; it is part of the tab's name, in `countName`'s words when given. */
  readonly count?: number
}

type TabsProps<Id extends string> = {
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  readonly selected: Id
  readonly onSelect: (id: Id) => void
  /** Ids of the tabs are `<prefix>-tab-<id>`, those of their panels `<prefix>-panel-<id>`. */
  readonly prefix: string
}

/** A list of tabs with manual activation: arrows move the focus, Enter or Space selects. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, prefix }: TabsProps<Id>): ReactNode {
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab that is selected scrolls into view when it changes
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [selected])
  return (
    <div ref={list} role="tablist" aria-label={label} className={styles.tabs} onKeyDown={walk}>
      {tabs.map(({ id, title, count }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`${prefix}-tab-${id}`}
          aria-selected={id === selected}
          aria-controls={id === selected ? `${prefix}-panel-${id}` : undefined}
          tabIndex={id === selected ? 0 : -1}
          className={join(styles.tab, id === selected && styles.selected)}
          onClick={() => onSelect(id)}
        >
          {title}
          {count !== undefined && <span className={styles.count}> {count}</span>}
        </button>
      ))}
    </div>
  )
}

/** The properties of a panel that a tab shows. */
export const tabPanel = (prefix: string, id: string) =>
  ({ role: 'tabpanel', id: `${prefix}-panel-${id}`, 'aria-labelledby': `${prefix}-tab-${id}` }) as const

function walk(event: KeyboardEvent<HTMLElement>): void {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')]
  const at = tabs.findIndex(tab => tab.matches(':focus'))
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: tabs.length - 1,
  }
  const to = steps[event.key]
  if (to === undefined || at === -1) return
  event.preventDefault()
  tabs.at(to % tabs.length)?.focus()
}
