// biome-ignore-all lint/a11y/useMediaCaption: what a task wrote carries no captions, and none can be made here
import { type ReactNode, useState } from 'react'
import { formatBytes } from '../../format'
import { mediaTypeOf } from './fileKind'
import styles from './MediaView.module.css'
import { Segments } from './Segments'
import table from './TableView.module.css'
import { useBlobUrl, useLoaded } from './useBlob'

type MediaProps = { readonly name: string; readonly blob: Blob }

/** A Blob as its media type says, read from its name: a stored file does not keep one. */
function useTyped({ name, blob }: MediaProps): string | undefined {
  const typed = useLoaded(blob, async () => new Blob([blob], { type: mediaTypeOf(name) }))
  return useBlobUrl(typed.state === 'ready' ? typed.value : undefined)
}

/** A picture on a checkerboard: as large as there is room, or pixel by pixel. SVG is an image only, without scripts. */
export function ImageView({ name, blob }: MediaProps): ReactNode {
  const url = useTyped({ name, blob })
  const [scale, setScale] = useState('Fit')
  const [size, setSize] = useState('')
  const [broken, setBroken] = useState(false)
  if (broken) return <p className={styles.note}>This file could not be read as a picture. Open Raw to see its bytes.</p>
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section aria-label={`Picture ${name}`} tabIndex={0} className={styles.image}>
        {url && (
          <img
            src={url}
            alt={name}
            className={scale === 'Fit' ? styles.fit : styles.exact}
            onLoad={({ currentTarget: image }) => setSize(`${image.naturalWidth} × ${image.naturalHeight}`)}
            onError={() => setBroken(true)}
          />
        )}
      </section>
      <div className={table.footer}>
        <span>{[size, formatBytes(blob.size)].filter(Boolean).join(', ')}</span>
        <span className={table.gaps}>
          <Segments label="Size" options={['Fit', '1:1']} selected={scale} onSelect={setScale} />
        </span>
      </div>
    </>
  )
}

/** PDF, sound and video in the browser's own player. */
export function PlayerView({ name, blob, kind }: MediaProps & { readonly kind: 'pdf' | 'audio' | 'video' }): ReactNode {
  const url = useTyped({ name, blob })
  if (!url) return null
  if (kind === 'pdf') return <iframe title={name} src={url} className={styles.frame} />
  if (kind === 'audio') return <audio aria-label={name} controls src={url} className={styles.player} />
  return <video aria-label={name} controls src={url} className={styles.player} />
}
