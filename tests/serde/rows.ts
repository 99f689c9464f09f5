/** The rows of a reader as a list. */
export async function all<T>(rows: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const row of rows) found.push(row)
  return found
}

export const tagged = ($java: string, value: string) => ({ $java, value })
