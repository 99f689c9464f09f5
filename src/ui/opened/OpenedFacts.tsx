import type { ReactNode } from 'react'
import { Button } from '../controls'
import { formatBytes } from '../format'
import { usePage, usePageState } from '../state/usePage'
import type { Opened } from './opened'
import styles from './opened.module.css'

/** Keeps the flow that came from outside, for later. */
export function SaveCopy(): ReactNode {
  const page = usePage()
  const opened = usePageState(state => state.opened)
  if (!opened) return null
  return (
    <Button size="large" onClick={() => void page.saveCopy()}>
      Save a copy, run later
    </Button>
  )
}

/** Where the flow came from, and what its sender looked at. */
export function OpenedFacts(): ReactNode {
  const opened = usePageState(state => state.opened)
  if (!opened) return null
  return (
    <p className={styles.facts}>
      {opened.view.select && `The sender had ${opened.view.select} open. `}
      {factsOf(opened)}
    </p>
  )
}

function factsOf({ from, origin }: Opened): string {
  switch (from) {
    case 'link':
      return `The whole flow is inside the link (${formatBytes(Number(origin))}). No server stored it.`
    case 'address':
    case 'zip':
      return `From ${origin}.`
    default:
      return from satisfies never
  }
}
