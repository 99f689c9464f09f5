import { type ReactNode, useState } from 'react'
import { Dialog, Icon } from '../controls'
import { formatCount } from '../format'
import { usePage } from '../state/usePage'
import styles from './examples.module.css'
import { findExamples } from './findExamples'
import { typesIn } from './typesIn'

/** The flows that come with the page, by topic, found by their words and task types. */
export function ExamplesDialog(): ReactNode {
  const page = usePage()
  const [query, setQuery] = useState('')
  const topics = findExamples(page.services.examples, query)
  const count = topics.reduce((sum, { examples }) => sum + examples.length, 0)
  const close = (): void => {
    page.showDialog(undefined)
    if (location.hash === '#/examples') history.replaceState(null, '', location.pathname + location.search)
  }
  return (
    <Dialog title="Examples" onClose={close}>
      <label className={styles.search}>
        <Icon name="search" size={14} />
        <input
          type="search"
          aria-label="Search examples"
          placeholder="Search by words or task types"
          value={query}
          onChange={event => setQuery(event.currentTarget.value)}
        />
      </label>
      <p className={styles.count} role="status">
        {count === 0 ? 'Nothing has these words.' : formatCount(count, 'example')}
      </p>
      {topics.map(topic => (
        <section key={topic.title} className={styles.topic}>
          <h3>{topic.title}</h3>
          <ul>
            {topic.examples.map(example => (
              <li key={example.id}>
                <button
                  type="button"
                  className={styles.example}
                  onClick={() => {
                    close()
                    void page.openExample(example)
                  }}
                >
                  <strong>{example.title}</strong>
                  <span className={styles.shows}>{example.shows}</span>
                  <code className={styles.types}>{typesIn(example.source).join(', ')}</code>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}
