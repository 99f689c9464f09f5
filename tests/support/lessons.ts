import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Course } from '../../src/lessons/lesson'
import { readLesson } from '../../src/lessons/read'

const FOLDER = fileURLToPath(new URL('../../src/lessons/courses/', import.meta.url))

/** The lessons from their files, where no bundler brings them. */
export function readCourses(): readonly Course[] {
  return readdirSync(FOLDER).map(id => ({
    id,
    title: id,
    lessons: readdirSync(FOLDER + id)
      .sort()
      .map(name => readLesson(`${id}/${Number.parseInt(name, 10)}`, readFileSync(`${FOLDER}${id}/${name}`, 'utf8'))),
  }))
}
