/** Whether an error says that the browser has no room left for this site. */
export const isFull = (error: unknown): boolean => error instanceof Error && error.name === 'QuotaExceededError'
