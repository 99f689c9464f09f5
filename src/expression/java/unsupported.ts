/** Something Java can do and this module cannot. `construct` names it for the user. */
export class Unsupported extends Error {
  readonly construct: string

  constructor(construct: string) {
    super(`${construct} is not supported here`)
    this.name = 'Unsupported'
    this.construct = construct
  }
}
