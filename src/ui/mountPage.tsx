import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import './base.css'
import type { PageServices } from './client'
import { followLessons } from './lessons/followLessons'
import { followOffline } from './offline/followOffline'
import { followAddress } from './opened/followAddress'
import { reportBroken } from './reportBroken'
import { createPage, type Page } from './state/page'
import type { ThemeSetting } from './state/pageState'
import './tokens.css'

const THEMES: readonly ThemeSetting[] = ['system', 'light', 'dark']

/** Draws the page into an element and opens what this browser keeps. */
export function mountPage(root: HTMLElement, services: PageServices): Page {
  const page = createPage(services)
  const stored = services.settings.read('theme')
  page.store.setState({ theme: THEMES.find(theme => theme === stored) ?? 'system' })
  createRoot(root).render(<App page={page} />)
  reportBroken(page)
  followOffline(page)
  void page.open(() => followAddress(page)).then(() => followLessons(page))
  return page
}
