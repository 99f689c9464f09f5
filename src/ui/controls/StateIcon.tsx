import type { ReactNode } from 'react'
import type { StateType } from '../../model'
import styles from './StateIcon.module.css'

/** States of Kestra, and ours, which are written in words. */
export type ShownState = StateType | 'reused' | 'not-run' | 'waiting' | 'unsupported'

type Shape =
  | 'dashed'
  | 'clock'
  | 'turn'
  | 'pause'
  | 'retrying'
  | 'retried'
  | 'restarted'
  | 'tick'
  | 'reused'
  | 'triangle'
  | 'octagon'
  | 'killing'
  | 'killed'
  | 'slash'
  | 'chevrons'
  | 'diamond'
  | 'not-run'
  | 'unsupported'

type Look = { readonly shape: Shape; readonly tone: Tone; readonly word: string }

/** The family of colours a state takes: `--success`, `--success-tint` and so on. */
export type Tone = 'idle' | 'running' | 'paused' | 'retrying' | 'success' | 'cached' | 'warning' | 'failed' | 'killed'

const LOOKS: Readonly<Record<ShownState, Look>> = {
  CREATED: { shape: 'dashed', tone: 'idle', word: 'CREATED' },
  SUBMITTED: { shape: 'dashed', tone: 'idle', word: 'SUBMITTED' },
  QUEUED: { shape: 'clock', tone: 'idle', word: 'QUEUED' },
  RUNNING: { shape: 'turn', tone: 'running', word: 'RUNNING' },
  PAUSED: { shape: 'pause', tone: 'paused', word: 'PAUSED' },
  RESTARTED: { shape: 'restarted', tone: 'idle', word: 'RESTARTED' },
  RETRYING: { shape: 'retrying', tone: 'retrying', word: 'RETRYING' },
  RETRIED: { shape: 'retried', tone: 'idle', word: 'RETRIED' },
  SUCCESS: { shape: 'tick', tone: 'success', word: 'SUCCESS' },
  WARNING: { shape: 'triangle', tone: 'warning', word: 'WARNING' },
  FAILED: { shape: 'octagon', tone: 'failed', word: 'FAILED' },
  KILLING: { shape: 'killing', tone: 'killed', word: 'KILLING' },
  KILLED: { shape: 'killed', tone: 'killed', word: 'KILLED' },
  CANCELLED: { shape: 'slash', tone: 'idle', word: 'CANCELLED' },
  SKIPPED: { shape: 'chevrons', tone: 'idle', word: 'SKIPPED' },
  BREAKPOINT: { shape: 'diamond', tone: 'paused', word: 'BREAKPOINT' },
  reused: { shape: 'reused', tone: 'cached', word: 'SUCCESS, reused' },
  'not-run': { shape: 'not-run', tone: 'idle', word: 'Not run' },
  waiting: { shape: 'dashed', tone: 'idle', word: 'Waiting' },
  unsupported: { shape: 'unsupported', tone: 'warning', word: 'Unsupported' },
}

const CUT = 'var(--cut, var(--panel))'

const SHAPES: Readonly<Record<Shape, ReactNode>> = {
  dashed: <circle cx="8" cy="8" r="6" strokeDasharray="2.2 1.57" />,
  clock: <path d="M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 5v3.2l2 1.2" />,
  turn: (
    <>
      <circle cx="8" cy="8" r="6" opacity="0.35" />
      <path className={styles.turn} d="M8 2a6 6 0 0 1 6 6" strokeWidth="2" />
    </>
  ),
  pause: <path d="M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM6.4 5.8v4.4M9.6 5.8v4.4" />,
  retrying: (
    <>
      <path d="M13.5 8A5.5 5.5 0 1 1 11.8 4M12 1.3V4.2H9" />
      <circle cx="8" cy="8" r="1.6" fill="currentColor" stroke="none" />
    </>
  ),
  retried: <path d="M13.5 8A5.5 5.5 0 1 1 11.8 4M12 1.3V4.2H9" />,
  restarted: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6.7 5.5v5l4-2.5z" fill="currentColor" stroke="none" />
    </>
  ),
  tick: (
    <>
      <circle cx="8" cy="8" r="6.75" fill="currentColor" stroke="none" />
      <path d="m5 8.2 2.1 2.1L11 6" stroke={CUT} strokeWidth="1.7" />
    </>
  ),
  reused: (
    <>
      <circle cx="8" cy="8" r="6" strokeDasharray="2.2 1.57" />
      <path d="m5.4 8.2 1.9 1.9 3.4-3.9" />
    </>
  ),
  triangle: (
    <>
      <path d="M8 1.6 15 14H1z" fill="currentColor" stroke="currentColor" strokeWidth="1" />
      <path d="M8 6v3.6M8 11.8v.1" stroke={CUT} strokeWidth="1.6" />
    </>
  ),
  octagon: (
    <>
      <path d="M5.2 1.3h5.6l3.9 3.9v5.6l-3.9 3.9H5.2l-3.9-3.9V5.2z" fill="currentColor" stroke="none" />
      <path d="m5.8 5.8 4.4 4.4M10.2 5.8l-4.4 4.4" stroke={CUT} strokeWidth="1.7" />
    </>
  ),
  killing: (
    <>
      <rect x="2.2" y="2.2" width="11.6" height="11.6" rx="1.5" />
      <rect x="5.8" y="5.8" width="4.4" height="4.4" fill="currentColor" stroke="none" />
    </>
  ),
  killed: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="2.2" fill="currentColor" stroke="none" />
      <rect x="5.4" y="5.4" width="5.2" height="5.2" rx="0.6" fill={CUT} stroke="none" />
    </>
  ),
  slash: <path d="M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM4 12l8-8" />,
  chevrons: <path d="M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM5.6 5.8 7.8 8l-2.2 2.2M8.7 5.8 10.9 8l-2.2 2.2" />,
  diamond: <path d="m8 1.5 6.5 6.5L8 14.5 1.5 8z" fill="currentColor" stroke="none" />,
  'not-run': (
    <>
      <circle cx="8" cy="8" r="6" strokeDasharray="2.2 1.57" />
      <path d="M5.5 8h5" />
    </>
  ),
  unsupported: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2" strokeDasharray="2.4 1.6" />
      <path d="M6.2 6.3a1.8 1.8 0 1 1 2.6 1.6c-.5.3-.8.6-.8 1.2M8 11.2v.1" />
    </>
  ),
}

/** The word people read for a state. */
export const stateWord = (state: ShownState): string => LOOKS[state].word

/** The family of colours of a state. */
export const stateTone = (state: ShownState): Tone => LOOKS[state].tone

/** A state as a shape in its colour. Its name is said unless a word stands beside it (`bare`). */
export function StateIcon({
  state,
  size = 16,
  bare = false,
}: {
  readonly state: ShownState
  readonly size?: number
  readonly bare?: boolean
}): ReactNode {
  const { shape, tone, word } = LOOKS[state]
  return (
    <>
      <svg
        width={size}
        height={size}
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        style={{ color: `var(--${tone})`, flex: 'none' }}
        aria-hidden="true"
      >
        {SHAPES[shape]}
      </svg>
      {!bare && <span className="visually-hidden">{word}</span>}
    </>
  )
}

/** A state as a badge: shape and word on its tint. */
export function StateBadge({ state }: { readonly state: ShownState }): ReactNode {
  const { tone, word } = LOOKS[state]
  return (
    <span className={styles.badge} style={{ color: `var(--${tone})`, background: `var(--${tone}-tint)` }}>
      <StateIcon state={state} size={13} bare />
      {word}
    </span>
  )
}

/** Every state as a symbol `#state-<state>`, for places that draw without React. */
export function StateSprite(): ReactNode {
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true">
      {Object.entries(LOOKS).map(([state, { shape }]) => (
        <symbol
          key={state}
          id={`state-${state}`}
          viewBox="0 0 16 16"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          {SHAPES[shape]}
        </symbol>
      ))}
    </svg>
  )
}
