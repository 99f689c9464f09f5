import type { StoreApi } from 'zustand/vanilla'
import type { PageState, Toast } from './pageState'

export type Toasts = {
  /** Says something at the foot of the page, in place of what was said before. */
  readonly toast: (text: string, action?: Toast['action']) => void
  readonly closeToast: () => void
}

const SHOWN = 8_000

/** Messages at the foot of the page; each goes by itself after a while. */
export function createToasts(store: StoreApi<PageState>): Toasts {
  let id = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const closeToast = (): void => store.setState({ toast: undefined })
  return {
    toast: (text, action) => {
      id++
      clearTimeout(timer)
      timer = setTimeout(closeToast, SHOWN)
      store.setState({ toast: action ? { id, text, action } : { id, text } })
    },
    closeToast,
  }
}
