import { type RefObject, useEffect } from 'react'
import type { Layout } from '../state/pageState'
import { usePage } from '../state/usePage'

const layoutOf = (width: number): Layout => {
  if (width >= 1760) return 'wide'
  if (width >= 1100) return 'desktop'
  if (width >= 840) return 'compact'
  return width >= 640 ? 'single' : 'phone'
}

/** Follows the width of the page, not of the window, so that embeds get the same layouts. */
export function useLayout(root: RefObject<HTMLElement | null>): void {
  const { store } = usePage()
  useEffect(() => {
    const element = root.current
    if (!element) return
    const apply = (): void => {
      const layout = layoutOf(element.clientWidth)
      if (store.getState().layout !== layout) store.setState({ layout })
    }
    const observer = new ResizeObserver(apply)
    observer.observe(element)
    return () => observer.disconnect()
  }, [root, store])
}
