import type { ReactNode } from 'react'
import type { PageDialog } from '../state/pageState'
import { Palette } from './Palette'
import { ShareDialog } from './ShareDialog'
import { Shortcuts } from './Shortcuts'
import { StorageDialog } from './StorageDialog'

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
      return <ShareDialog />
    default:
      return dialog satisfies never
  }
}
