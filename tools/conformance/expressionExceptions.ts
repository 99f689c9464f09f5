/** Recorded cases that a browser cannot answer as Kestra does, each with the reason. They count for our own corpus only. */
export const EXCEPTIONS: ReadonlyMap<string, string> = new Map([])
