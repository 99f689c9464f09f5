export { readCourses } from './courses'
export { type Evidence, evaluateLesson, filesToRead, isDone, type StepResult } from './evaluate'
export type { Course, Lesson, LessonRecording, Step } from './lesson'
