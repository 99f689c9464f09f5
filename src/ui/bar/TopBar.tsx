import type { ReactNode } from 'react'
import { Button, Icon, IconButton, Kbd, Mark, Menu, StateBadge } from '../controls'
import { selectedRun } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import styles from './bar.module.css'
import { FlowMenu } from './FlowMenu'
import { openGuides } from './guides'

/** The bar at the top: what is open, whether it is saved, search, theme, share. */
export function TopBar(): ReactNode {
  const layout = usePageState(state => state.layout)
  const phone = layout === 'phone'
  return (
    <header className={styles.top}>
      <span className={styles.mark}>
        <Mark />
        {!phone && layout !== 'single' && <strong>Flowyard</strong>}
      </span>
      {!phone && <span className={styles.rule} aria-hidden="true" />}
      <FlowMenu />
      <SavedState quiet={phone} />
      <span className={styles.space} />
      {phone ? <PhoneEnd /> : <DesktopEnd />}
    </header>
  )
}

/** Whether the text is kept; `quiet` tells only that it is not. */
function SavedState({ quiet }: { readonly quiet: boolean }): ReactNode {
  const saved = usePageState(state => state.saved)
  const error = usePageState(state => state.saveError)
  const opened = usePageState(state => state.opened)
  if (opened) {
    return (
      <span className={styles.saved}>
        <Icon name="clock" size={14} /> Not saved yet
      </span>
    )
  }
  if (saved === 'failed') {
    return (
      <span className={styles.unsaved} role="alert" title={error}>
        <Icon name="alert" size={14} /> Not saved. {error}
      </span>
    )
  }
  if (quiet) return null
  return (
    <span className={styles.saved}>
      <Icon name={saved === 'saved' ? 'check' : 'clock'} size={14} />
      {saved === 'saved' ? 'Saved in this browser' : 'Saving'}
    </span>
  )
}

function DesktopEnd(): ReactNode {
  const page = usePage()
  return (
    <>
      <Button look="ghost" icon="search" onClick={() => page.showDialog('palette')}>
        <span className={styles.wideOnly}>Search</span> <Kbd>Ctrl K</Kbd>
      </Button>
      <Button look="ghost" icon="book" onClick={() => page.showDialog('lessons')}>
        Lessons
      </Button>
      <ThemeButton />
      <Button icon="share" onClick={() => page.showDialog('share')}>
        Share
      </Button>
    </>
  )
}

function ThemeButton(): ReactNode {
  const page = usePage()
  const dark = useIsDark()
  return (
    <IconButton
      name={dark ? 'Use the light theme' : 'Use the dark theme'}
      icon={dark ? 'sun' : 'moon'}
      onClick={() => page.setTheme(dark ? 'light' : 'dark')}
    />
  )
}

function useIsDark(): boolean {
  const theme = usePageState(state => state.theme)
  return theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark'
}

function PhoneEnd(): ReactNode {
  const page = usePage()
  const run = usePageState(state => (state.pane === 'flow' ? selectedRun(state) : undefined))
  const dark = useIsDark()
  return (
    <>
      {run && <StateBadge state={run.state.current} />}
      <Menu
        label="More"
        align="end"
        items={[
          { title: 'Search and commands', onSelect: () => page.showDialog('palette') },
          { title: 'Lessons', onSelect: () => page.showDialog('lessons') },
          { title: 'Examples', onSelect: () => page.showDialog('examples') },
          { title: 'Guides', onSelect: openGuides },
          { title: 'Share', onSelect: () => page.showDialog('share') },
          { title: 'Save for offline', onSelect: () => page.showDialog('offline') },
          { title: 'Storage', onSelect: () => page.showDialog('storage') },
          { title: dark ? 'Light theme' : 'Dark theme', onSelect: () => page.setTheme(dark ? 'light' : 'dark') },
        ]}
      >
        {trigger => <IconButton name="More" icon="more" {...trigger} />}
      </Menu>
    </>
  )
}
