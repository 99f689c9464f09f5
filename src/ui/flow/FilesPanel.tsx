import { type ReactNode, useRef } from 'react'
import { Button, Icon, IconButton } from '../controls'
import { formatBytes } from '../format'
import { usePage, usePageState } from '../state/usePage'
import styles from './flow.module.css'

/** The Files tab: files given to this flow, which its tasks read as namespace files. */
export function FilesPanel(): ReactNode {
  const page = usePage()
  const files = usePageState(state => state.files)
  const picker = useRef<HTMLInputElement>(null)
  const add = (list: FileList | null): void => {
    for (const file of list ?? []) void page.addFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping files is a second way; the button below is the first
    <div
      className={styles.files}
      onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault()
        add(event.dataTransfer.files)
      }}
    >
      {files.length === 0 && <p className={styles.hint}>Drop a CSV, JSON or Parquet file to use it in this flow.</p>}
      <ul>
        {files.map(({ path, content }) => (
          <li key={path} className={styles.file}>
            <Icon name="file" />
            <span className={styles.filePath}>{path}</span>
            <span className={styles.hint}>{formatBytes(content.size)}</span>
            <Button size="small" onClick={() => page.insert(`{{ read('${path}') }}`)}>
              Insert expression
            </Button>
            <IconButton name={`Delete ${path}`} icon="trash" size="small" onClick={() => void page.deleteFile(path)} />
          </li>
        ))}
      </ul>
      <Button icon="plus" onClick={() => picker.current?.click()}>
        Add files
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={event => {
          add(event.target.files)
          event.target.value = ''
        }}
      />
    </div>
  )
}
