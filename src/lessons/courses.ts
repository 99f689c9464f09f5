import type { Course } from './lesson'
import { readLesson } from './read'

const TITLES = {
  outputs: 'Outputs',
  expressions: 'Inputs and expressions',
  files: 'Files',
  control: 'Flow control',
  errors: 'Errors and retries',
  debugging: 'Debugging',
} as const

const texts: Readonly<Record<string, string>> = import.meta.glob('./courses/*/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** All lessons of this build, read from their YAML, course by course. */
export function readCourses(): readonly Course[] {
  const lessons = Object.entries(texts).map(([path, text]) => {
    const [, course, number] = /courses\/(\w+)\/(\d+)-/.exec(path) ?? []
    return readLesson(`${course}/${Number(number)}`, text)
  })
  return Object.entries(TITLES).map(([id, title]) => ({
    id,
    title,
    lessons: lessons.filter(({ course }) => course === id).sort((one, other) => one.number - other.number),
  }))
}
