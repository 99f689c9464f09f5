import type { ReactNode } from 'react'
import { CopyRow } from './CopyRow'
import styles from './share.module.css'
import { badgeSnippet } from './snippets'

/** A badge for a README that opens the flow. */
export function BadgeRow({ base, address }: { readonly base: string; readonly address: string }): ReactNode {
  return (
    <CopyRow title="Badge" text={badgeSnippet(base, address)} copied="Copied the badge.">
      <p className={styles.note}>
        <img src={`${base}badge.svg`} alt="Run in Flowyard" height={20} /> For a README or an issue, as Markdown.
      </p>
    </CopyRow>
  )
}
