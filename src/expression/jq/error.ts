import type { Value } from '../value'

/** A failure that `try` may catch; `value` is what it then sees. */
export class JqError extends Error {
  override readonly name: string = 'JqError'
  readonly value: Value

  constructor(value: Value) {
    super(typeof value === 'string' ? value : 'jq error')
    this.value = value
  }
}

/** `break $name`. `try` catches it too, as jackson-jq does. */
export class JqBreak extends JqError {
  override readonly name = 'JqBreak'

  constructor(readonly label: string) {
    super({ __jq: 0 })
  }
}
