import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useState } from 'react'
import { usePage } from '../state/usePage'
import styles from './App.module.css'

/** Narrowest and widest the flow may be: pixels, and a part of the page. */
const LEAST = 360
const MOST = 0.7
const STEP = 24

/** The line between the panes: dragged, moved by arrows, Home and End; a double click takes it back. */
export function Divider(): ReactNode {
  const { services } = usePage()
  const [width, setWidth] = useState(() => Number(services.settings.read('split')) || undefined)
  useEffect(() => {
    if (width === undefined) document.body.style.removeProperty('--split')
    else document.body.style.setProperty('--split', `${width}px`)
  }, [width])
  const move = (to: number | undefined): void => {
    const next = to === undefined ? undefined : Math.round(Math.min(Math.max(to, LEAST), innerWidth * MOST))
    setWidth(next)
    services.settings.write('split', next === undefined ? '' : String(next))
  }
  const present = (): number => width ?? document.getElementById('flow')?.offsetWidth ?? LEAST
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is not a rule between paragraphs
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the flow"
      aria-valuenow={Math.round(present())}
      aria-valuemin={LEAST}
      aria-valuemax={Math.round(innerWidth * MOST)}
      tabIndex={0}
      className={styles.divider}
      onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={event => drag(event, move)}
      onDoubleClick={() => move(undefined)}
      onKeyDown={event => byKey(event, present(), move)}
    />
  )
}

function drag(event: PointerEvent<HTMLElement>, move: (to: number) => void): void {
  if (event.currentTarget.hasPointerCapture(event.pointerId)) move(event.clientX)
}

function byKey(event: KeyboardEvent, present: number, move: (to: number) => void): void {
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: present - STEP,
    ArrowRight: present + STEP,
    Home: LEAST,
    End: innerWidth * MOST,
  }
  const to = targets[event.key]
  if (to === undefined) return
  event.preventDefault()
  move(to)
}
