import { type RefObject, useLayoutEffect } from 'react'
import { tabsOf } from '../run/tabs'
import type { Page } from '../state/page'
import { usePage } from '../state/usePage'

/** The page's keys, from the moment its buttons are there; those of the editor live in the editor. */
export function useShortcuts(root: RefObject<HTMLElement | null>): void {
  const page = usePage()
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return
      if (withControl(event, page) || byFunctionKey(event, root.current) || byLetter(event, page)) {
        event.preventDefault()
      }
    }
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [page, root])
}

function withControl(event: KeyboardEvent, page: Page): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false
  if (event.shiftKey) {
    if (event.key !== 'Enter') return false
    void page.replay('changed')
    return true
  }
  switch (event.key.toLowerCase()) {
    case 'enter':
      void page.run()
      return true
    case '.':
      void page.stop()
      return true
    case 'k':
      page.showDialog('palette')
      return true
    case 's':
      page.saveNow()
      page.toast('Already saved. Every change is kept in this browser.')
      return true
    default:
      return false
  }
}

/** F6 walks the regions; after the last one the browser's own F6 goes on. */
function byFunctionKey(event: KeyboardEvent, root: HTMLElement | null): boolean {
  if (event.key !== 'F6' || !root) return false
  const regions = [...root.querySelectorAll<HTMLElement>('header, main > section:not([hidden]), footer, nav')]
  const at = regions.findIndex(region => region.contains(document.activeElement))
  const next = regions[at + (event.shiftKey ? -1 : 1)]
  if (!next) return false
  const inside = next.querySelector<HTMLElement>(
    '[role="tab"][aria-selected="true"], .cm-content, button:not(:disabled), input, a[href]',
  )
  ;(inside ?? next).focus()
  return true
}

/** Single letters work only while the focus is in the execution pane, and not in a field. */
function byLetter(event: KeyboardEvent, page: Page): boolean {
  const target = event.target as HTMLElement
  if (event.ctrlKey || event.metaKey || event.altKey || isField(target)) return false
  if (event.key === '?') {
    page.showDialog('shortcuts')
    return true
  }
  if (!target.closest('#execution')) return false
  const tab = /^[1-9]$/.test(event.key) ? tabsOf(0)[Number(event.key) - 1] : undefined
  if (tab) {
    page.showTab(tab.id)
    return true
  }
  switch (event.key) {
    case '[':
      page.stepRun(-1)
      return true
    case ']':
      page.stepRun(1)
      return true
    case '/': {
      const search = document.querySelector<HTMLElement>('#execution [type="search"]')
      search?.focus()
      return search !== null
    }
    default:
      return false
  }
}

const isField = (element: HTMLElement): boolean =>
  element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)
