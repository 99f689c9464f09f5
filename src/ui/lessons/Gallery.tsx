import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button, Dialog, Icon } from '../controls'
import { saveBlob } from '../run/saveBlob'
import { usePage, usePageState } from '../state/usePage'
import { loadCourses, openLesson } from './followLessons'
import styles from './lessons.module.css'
import { addProgress, parseProgress, readProgress, writeProgress } from './progress'

/** All lessons: what one learns, how long it takes, which are done. */
export function Gallery(): ReactNode {
  const page = usePage()
  const courses = usePageState(state => state.courses)
  const [done, setDone] = useState(() => readProgress(page.services.settings))
  useEffect(() => {
    void loadCourses(page)
  }, [page])
  const close = (): void => {
    page.showDialog(undefined)
    if (location.hash === '#/lessons') history.replaceState(null, '', location.pathname + location.search)
  }
  return (
    <Dialog title="Lessons" onClose={close}>
      {courses?.map(course => (
        <section key={course.id} className={styles.course}>
          <h3>{course.title}</h3>
          <ul>
            {course.lessons.map(lesson => (
              <li key={lesson.id}>
                <button
                  type="button"
                  className={styles.entry}
                  onClick={() => {
                    close()
                    void openLesson(page, lesson.id)
                  }}
                >
                  <span className={styles.entryDone}>{done.has(lesson.id) && <Icon name="check" size={14} />}</span>
                  <strong>{lesson.title}</strong>
                  <span className={styles.entryLearn}>{lesson.learn}</span>
                  <span className={styles.entryTime}>
                    {lesson.minutes} min{done.has(lesson.id) ? ', done' : ''}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p className={styles.progress}>
        <span>All lessons can run without a network.</span>
        <Button size="small" icon="download" onClick={() => page.showDialog('offline')}>
          Save for offline
        </Button>
      </p>
      <Progress done={done} onRead={read => setDone(addProgress(page.services.settings, read))} />
    </Dialog>
  )
}

/** Takes progress to another browser, as a file. */
function Progress({
  done,
  onRead,
}: {
  readonly done: ReadonlySet<string>
  readonly onRead: (done: ReadonlySet<string>) => void
}): ReactNode {
  const page = usePage()
  const picker = useRef<HTMLInputElement>(null)
  const read = async (file: File): Promise<void> => {
    const found = parseProgress(await file.text())
    if (found) onRead(found)
    else page.toast(`${file.name} is not a progress file. Nothing was changed.`)
  }
  return (
    <p className={styles.progress}>
      <span>Progress stays in this browser.</span>
      <Button
        size="small"
        onClick={() => saveBlob(new Blob([writeProgress(done)], { type: 'application/json' }), 'flowyard-lessons.json')}
      >
        Export progress
      </Button>
      <Button size="small" onClick={() => picker.current?.click()}>
        Import progress
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".json"
        hidden
        onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void read(file)
        }}
      />
    </p>
  )
}
