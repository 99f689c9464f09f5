/**
 * An error that Kestra's Java code would have thrown: its class and its wording.
 * Callers put the position in the template around it.
 */
export class JavaError extends Error {
  /** Fully qualified Java class, such as `java.time.format.DateTimeParseException`. */
  readonly javaClass: string

  constructor(javaClass: string, message: string) {
    super(message)
    this.name = 'JavaError'
    this.javaClass = javaClass
  }
}
