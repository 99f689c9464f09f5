import { lazy, type ReactNode, Suspense } from 'react'
import type { PageDialog } from '../state/pageState'
import { Palette } from './Palette'
import { Shortcuts } from './Shortcuts'
import { StorageDialog } from './StorageDialog'

const ExamplesDialog = lazy(() =>
  import('../examples/ExamplesDialog').then(module => ({ default: module.ExamplesDialog })),
)
const Gallery = lazy(() => import('../lessons/Gallery').then(module => ({ default: module.Gallery })))
const ShareDialog = lazy(() => import('../share/ShareDialog').then(module => ({ default: module.ShareDialog })))

/** The dialog that is open. */
export function Dialogs({ dialog }: { readonly dialog: PageDialog }): ReactNode {
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
    default:
      return dialog satisfies never
  }
}
