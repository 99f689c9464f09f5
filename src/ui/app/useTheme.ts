import { useEffect } from 'react'
import { usePageState } from '../state/usePage'

/** Puts the theme onto the document: the stored choice, else what the system asks for. */
export function useTheme(): void {
  const theme = usePageState(state => state.theme)
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const apply = (): void => {
      document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
    }
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }, [theme])
}
