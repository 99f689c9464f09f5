/** Thrown where a file is not of its format. `row` is the 1-based row that could not be read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly format: string
  readonly row: number
  constructor(format: string, row: number, cause: unknown) {
    super(`Row ${row} is not ${format}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.format = format
    this.row = row
  }
}
