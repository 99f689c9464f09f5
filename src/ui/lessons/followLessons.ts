import type { Course, Lesson } from '../../lessons'
import type { Page } from '../state/page'

/** A workspace of a lesson remembers it as `lesson/outputs/2`. */
const PREFIX = 'lesson/'

/** All lessons; their texts are loaded when the first one is asked for. */
export async function loadCourses(page: Page): Promise<readonly Course[]> {
  const known = page.store.getState().courses
  if (known) return known
  const { readCourses } = await import('../../lessons')
  const courses = readCourses()
  page.store.setState({ courses })
  return courses
}

/** Opens a lesson where it was left, or at its start; answers whether there is such a lesson. */
export async function openLesson(page: Page, id: string): Promise<boolean> {
  const lesson = findLesson(await loadCourses(page), id)
  if (!lesson) return false
  const kept = page.store.getState().workspaces.find(({ example }) => example === PREFIX + id)
  if (kept) await page.openWorkspace(kept.id)
  else await page.openExample({ id: PREFIX + id, source: lesson.starter })
  return true
}

const findLesson = (courses: readonly Course[], id: string): Lesson | undefined =>
  courses.flatMap(({ lessons }) => lessons).find(lesson => lesson.id === id)

/** Opens the lesson or the list that the address names, and keeps lesson and address in step with the open flow. */
export async function followLessons(page: Page): Promise<void> {
  const followAddress = async (): Promise<void> => {
    if (location.hash === '#/lessons') page.showDialog('lessons')
    if (location.hash === '#/examples') page.showDialog('examples')
    const id = /^#\/lesson\/(\w+\/\d+)$/.exec(location.hash)?.[1]
    if (id && id !== page.store.getState().lesson?.id && !(await openLesson(page, id))) {
      page.toast(`There is no lesson ${id} here.`)
    }
  }
  window.addEventListener('hashchange', () => void followAddress())
  page.store.subscribe((after, before) => {
    if (after.workspaceId !== before.workspaceId) void followWorkspace(page)
  })
  await followAddress()
  await followWorkspace(page)
}

/** Shows the lesson that the open flow belongs to, or none. */
async function followWorkspace(page: Page): Promise<void> {
  const { workspaces, workspaceId } = page.store.getState()
  const example = workspaces.find(({ id }) => id === workspaceId)?.example
  const id = example?.startsWith(PREFIX) ? example.slice(PREFIX.length) : undefined
  const lesson = id === undefined ? undefined : findLesson(await loadCourses(page), id)
  if (page.store.getState().workspaceId !== workspaceId) return
  page.store.setState(lesson ? { lesson, leftTab: 'lesson', inputs: lesson.inputs } : { lesson })
  if (lesson) history.replaceState(null, '', `#/lesson/${lesson.id}`)
  else if (location.hash.startsWith('#/lesson/')) history.replaceState(null, '', location.pathname + location.search)
}
