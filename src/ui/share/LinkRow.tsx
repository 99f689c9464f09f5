import type { ReactNode } from 'react'
import { fittingPlaces, LINK_PLACES } from '../../links'
import { formatBytes } from '../format'
import { CopyRow } from './CopyRow'
import styles from './share.module.css'
import type { ShareOptions } from './shareContent'

/** The link, what it carries, and where it can be pasted. */
export function LinkRow({
  address,
  options,
  onOptions,
}: {
  readonly address: string
  readonly options: ShareOptions
  readonly onOptions: (options: ShareOptions) => void
}): ReactNode {
  return (
    <CopyRow title="Link" text={address} copied="Copied the link.">
      <p className={styles.note}>
        The flow is inside the link ({formatBytes(address.length)}). No server stores it. Anyone with the link can read
        it.
      </p>
      <Meter length={address.length} />
      <p className={styles.options}>
        <label>
          <input
            type="checkbox"
            checked={options.inputs}
            onChange={event => onOptions({ ...options, inputs: event.currentTarget.checked })}
          />
          Input values
        </label>
        <label>
          <input
            type="checkbox"
            checked={options.view}
            onChange={event => onOptions({ ...options, view: event.currentTarget.checked })}
          />
          This tab and selection
        </label>
      </p>
    </CopyRow>
  )
}

/** How long the link is beside what programs keep whole. */
function Meter({ length }: { readonly length: number }): ReactNode {
  const fitting = fittingPlaces(length)
  const longest = LINK_PLACES.at(-1)?.limit ?? length
  return (
    <>
      <span className={styles.meter} data-full={length > longest} aria-hidden="true">
        <span style={{ width: `${Math.min(100, (length / longest) * 100)}%` }} />
      </span>
      <p className={styles.note} role="status">
        {fitting.length > 0
          ? `Fits into ${inWords(fitting)}.`
          : 'Some programs cut links this long. Download the .yaml or export the .zip instead.'}
      </p>
    </>
  )
}

const inWords = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
