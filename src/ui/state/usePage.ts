import { createContext, useContext, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Page } from './page'
import type { PageState } from './pageState'
import { onTick } from './ticks'

export const PageContext = createContext<Page | undefined>(undefined)

/** The page around a component. @throws Error outside of one */
export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('a component of the page stands outside of it')
  return page
}

/** A part of the page's state; select narrowly, the component paints again when the answer changes. */
export const usePageState = <T>(selector: (state: PageState) => T): T => useStore(usePage().store, selector)

/** The time, told again every `every` ms while `running`. */
export function useNow(running: boolean, every = 100): number {
  const { services } = usePage()
  const [now, setNow] = useState(services.now)
  useEffect(() => {
    if (!running) return
    return onTick(every, () => setNow(services.now()))
  }, [running, every, services])
  return running ? Math.max(now, services.now()) : services.now()
}
