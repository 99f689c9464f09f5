import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import styles from './controls.module.css'

export type MenuItem =
  | {
      readonly kind?: 'item'
      /** Tells items of the same title apart. */
      readonly key?: string
      readonly title: string
      readonly hint?: string
      readonly mark?: ReactNode
      readonly checked?: boolean
      readonly disabled?: boolean
      readonly onSelect: () => void
    }
  | { readonly kind: 'group'; readonly key?: string; readonly title: string }

type MenuProps = {
  readonly items: readonly MenuItem[]
  /** Draws the button; spread the given properties onto it. */
  readonly children: (trigger: TriggerProps) => ReactNode
  readonly label: string
  readonly align?: 'start' | 'end'
}

export type TriggerProps = {
  readonly ref: (element: HTMLButtonElement | null) => void
  readonly 'aria-haspopup': 'menu'
  readonly 'aria-expanded': boolean
  readonly 'aria-controls': string | undefined
  readonly onClick: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** A button with a menu under it: arrows, Home, End, letters and Escape as in the ARIA practices. */
export function Menu({ items, children, label, align = 'start' }: MenuProps): ReactNode {
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement | null>(null)
  const id = useId()
  const close = (refocus: boolean): void => {
    setOpen(false)
    if (refocus) trigger.current?.focus()
  }
  return (
    <>
      {children({
        ref: element => {
          trigger.current = element
        },
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': open ? id : undefined,
        onClick: () => setOpen(!open),
        onKeyDown: event => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        },
      })}
      {open && <MenuList id={id} items={items} label={label} onClose={close} anchor={trigger.current} align={align} />}
    </>
  )
}

type ListProps = {
  readonly id: string
  readonly items: readonly MenuItem[]
  readonly label: string
  readonly anchor: HTMLElement | null
  readonly align: 'start' | 'end'
  readonly onClose: (refocus: boolean) => void
}

function MenuList({ id, items, label, anchor, align, onClose }: ListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    choices(list.current)[0]?.focus()
  }, [])
  useOutsidePress(list, anchor, () => onClose(false))
  return (
    <div
      ref={list}
      id={id}
      role="menu"
      aria-label={label}
      className={styles.menu}
      style={placeUnder(anchor, align)}
      tabIndex={-1}
      onKeyDown={event => walk(event, list.current, () => onClose(true))}
    >
      {items.map(item =>
        item.kind === 'group' ? (
          <div key={item.key ?? item.title} role="presentation" className={styles.group}>
            {item.title}
          </div>
        ) : (
          <button
            key={item.key ?? item.title}
            type="button"
            {...roleOf(item.checked)}
            aria-disabled={item.disabled}
            tabIndex={-1}
            className={styles.item}
            onClick={() => {
              if (item.disabled) return
              onClose(true)
              item.onSelect()
            }}
          >
            {item.mark}
            <span className={styles.itemText}>{item.title}</span>
            {item.hint && <span className={styles.itemHint}>{item.hint}</span>}
          </button>
        ),
      )}
    </div>
  )
}

const roleOf = (checked: boolean | undefined) =>
  checked === undefined
    ? ({ role: 'menuitem' } as const)
    : ({ role: 'menuitemradio', 'aria-checked': checked } as const)

const choices = (list: HTMLElement | null): readonly HTMLElement[] =>
  list ? [...list.querySelectorAll<HTMLElement>('[role^="menuitem"]')] : []

function walk(event: KeyboardEvent, list: HTMLElement | null, close: () => void): void {
  const all = choices(list)
  const at = all.findIndex(choice => choice.matches(':focus'))
  const target = targetOf(event.key, at, all)
  if (event.key === 'Escape' || event.key === 'Tab') close()
  else target?.focus()
  if (event.key === 'Escape' || target) {
    event.preventDefault()
    event.stopPropagation()
  }
}

function targetOf(key: string, at: number, all: readonly HTMLElement[]): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return all[(at + 1) % all.length]
    case 'ArrowUp':
      return all.at(at <= 0 ? -1 : at - 1)
    case 'Home':
      return all[0]
    case 'End':
      return all.at(-1)
    default:
      return key.length === 1 && /\S/.test(key) ? startingWith(key, at, all) : undefined
  }
}

function startingWith(letter: string, at: number, all: readonly HTMLElement[]): HTMLElement | undefined {
  const turned = [...all.slice(at + 1), ...all.slice(0, at + 1)]
  return turned.find(choice => choice.textContent?.trim().toLowerCase().startsWith(letter.toLowerCase()))
}

/** Calls back when the pointer is pressed outside of an element and its button. */
export function useOutsidePress(
  inside: { readonly current: HTMLElement | null },
  anchor: HTMLElement | null,
  onPress: () => void,
): void {
  const latest = useRef(onPress)
  latest.current = onPress
  useEffect(() => {
    const listener = (event: PointerEvent): void => {
      const target = event.target as Node
      if (!inside.current?.contains(target) && !anchor?.contains(target)) latest.current()
    }
    document.addEventListener('pointerdown', listener)
    return () => document.removeEventListener('pointerdown', listener)
  }, [inside, anchor])
}

/** Where a floating panel stands: under its button, at its left or right edge; the class places it by these. */
export function placeUnder(anchor: HTMLElement | null, align: 'start' | 'end'): CSSProperties {
  if (!anchor) return {}
  const box = anchor.getBoundingClientRect()
  const left = align === 'start' ? `${Math.max(8, box.left)}px` : 'auto'
  const right = align === 'end' ? `${Math.max(8, innerWidth - box.right)}px` : 'auto'
  return { '--top': `${box.bottom + 4}px`, '--left': left, '--right': right } as CSSProperties
}
