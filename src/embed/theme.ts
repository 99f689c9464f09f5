import type { Parameters } from './parameters'

/** Puts a theme onto the document; `auto` follows what the host's colour scheme, then the system, asks for. */
export function followTheme(first: Parameters['theme']): (theme: Parameters['theme']) => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let theme = first
  const apply = (): void => {
    const followed = dark.matches ? 'dark' : 'light'
    document.documentElement.dataset.theme = theme === 'auto' ? followed : theme
  }
  dark.addEventListener('change', apply)
  apply()
  return next => {
    theme = next
    apply()
  }
}
