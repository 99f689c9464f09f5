import { lazy, type ReactNode, Suspense } from 'react'
import type { PageDialog } from '../state/pageState'
import { usePageState } from '../state/usePage'
import { Palette } from './Palette'
import { Shortcuts } from './Shortcuts'
import { StorageDialog } from './StorageDialog'

const ExamplesDialog = lazy(() =>
  import('../examples/ExamplesDialog').then(module => ({ default: module.ExamplesDialog })),
)
const FireDialog = lazy(() => import('../triggers/FireDialog').then(module => ({ default: module.FireDialog })))
const Gallery = lazy(() => import('../lessons/Gallery').then(module => ({ default: module.Gallery })))
const OfflineDialog = lazy(() => import('../offline/OfflineDialog').then(module => ({ default: module.OfflineDialog })))
const ShareDialog = lazy(() => import('../share/ShareDialog').then(module => ({ default: module.ShareDialog })))
const StubDialog = lazy(() => import('../stubs/StubDialog').then(module => ({ default: module.StubDialog })))

/** The dialog that is open. */
export function Dialogs({ dialog }: { readonly dialog: PageDialog }): ReactNode {
  const stubFor = usePageState(state => state.stubFor)
  const trigger = usePageState(({ check, firing }) => check?.triggers.find(({ id }) => id === firing))
  switch (dialog) {
    case 'shortcuts':
      return <Shortcuts />
    case 'storage':
      return <StorageDialog />
    case 'palette':
      return <Palette />
    case 'share':
      return (
        <Suspense>
          <ShareDialog />
        </Suspense>
      )
    case 'lessons':
      return (
        <Suspense>
          <Gallery />
        </Suspense>
      )
    case 'examples':
      return (
        <Suspense>
          <ExamplesDialog />
        </Suspense>
      )
    case 'stub':
      return <Suspense>{stubFor !== undefined && <StubDialog key={stubFor} taskId={stubFor} />}</Suspense>
    case 'fire':
      return <Suspense>{trigger && <FireDialog key={trigger.id} trigger={trigger} />}</Suspense>
    case 'offline':
      return (
        <Suspense>
          <OfflineDialog />
        </Suspense>
      )
    default:
      return dialog satisfies never
  }
}
