import { lazy, type ReactNode, Suspense } from 'react'
import type { PageDialog } from '../state/pageState'
import { Palette } from './Palette'
import { Shortcuts } from './Shortcuts'
import { StorageDialog } from './StorageDialog'

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
    default:
      return dialog satisfies never
  }
}
