import type { ReactNode } from 'react'

type MomentProps = {
  readonly id: string
  readonly 'aria-describedby': string
  readonly 'aria-invalid': boolean
  readonly className: string | undefined
  readonly kind: 'DATE' | 'TIME' | 'DATETIME'
  readonly value: string
  readonly onText: (text: string) => void
}

/** A date, a time or both, picked as the browser lets one pick them. What is none is a text to be mended. */
export function Moment({ kind, value, onText, ...common }: MomentProps): ReactNode {
  const picked = toPicker(kind, value)
  if (picked === undefined) {
    return <input {...common} type="text" value={value} onChange={event => onText(event.target.value)} />
  }
  return (
    <input
      {...common}
      type={kind === 'DATETIME' ? 'datetime-local' : kind === 'DATE' ? 'date' : 'time'}
      step={kind === 'DATE' ? undefined : 1}
      value={picked}
      onChange={event => onText(fromPicker(kind, event.target.value))}
    />
  )
}

const SHAPES = { DATE: /^\d{4}-\d\d-\d\d$/, TIME: /^\d\d:\d\d(:\d\d)?$/ } as const

/** What the browser's field shows; undefined for what it cannot. */
function toPicker(kind: MomentProps['kind'], value: string): string | undefined {
  if (value === '') return ''
  if (kind !== 'DATETIME') return SHAPES[kind].test(value) ? value : undefined
  const time = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 19)
}

/** The browser leaves seconds away where they are 0; a date with a time is one in UTC. */
function fromPicker(kind: MomentProps['kind'], picked: string): string {
  if (picked === '' || kind !== 'DATETIME') return picked
  return `${picked.length === 16 ? `${picked}:00` : picked}Z`
}
