import { lift } from './lift'
import type { Variables } from './plain'
import type { Value } from './value'

type Scope = {
  /** Names set by the template, or the variables handed in (then `outside`). */
  readonly names: Map<string, Value> | undefined
  readonly outside: Variables | undefined
  /** Names beyond a local scope (a macro's) are not seen. */
  readonly local: boolean
}

/** The names that can be seen at a point of a template. Source: Pebble `ScopeChain`. */
export class ScopeChain {
  private readonly scopes: Scope[]

  constructor(variables: Variables, globals: ReadonlyMap<string, Value>) {
    this.scopes = [
      { names: globals as Map<string, Value>, outside: undefined, local: false },
      { names: undefined, outside: variables, local: false },
      { names: new Map(), outside: undefined, local: false },
    ]
  }

  push(names: Map<string, Value>, local = false): void {
    this.scopes.push({ names, outside: undefined, local })
  }

  pop(): void {
    this.scopes.pop()
  }

  /** How many scopes there are. */
  get height(): number {
    return this.scopes.length
  }

  /** Leaves the scopes that were entered above a height, after something was thrown in them. */
  unwind(height: number): void {
    this.scopes.length = height
  }

  /** The value of a name, or undefined when it cannot be seen. A null in an inner scope hides an outer value. */
  get(name: string): Value | undefined {
    for (let at = this.scopes.length - 1; at >= 0; at--) {
      const scope = this.scopes[at] as Scope
      const value = valueIn(scope, name)
      if (value !== undefined) return value
      if (scope.local) return undefined
    }
    return undefined
  }

  /** Names the innermost scope. */
  put(name: string, value: Value): void {
    this.scopes.at(-1)?.names?.set(name, value)
  }

  /** Changes the nearest variable of that name, or makes one in the innermost scope. Variables from outside are hidden. */
  set(name: string, value: Value): void {
    for (let at = this.scopes.length - 1; at >= 0; at--) {
      const { names, local } = this.scopes[at] as Scope
      if (names && (local || names.has(name))) {
        names.set(name, value)
        return
      }
      if (at <= FIRST_OWN) break
    }
    const own = this.scopes.length - 1
    const outside = this.scopes[1]?.outside
    const target = outside && Object.hasOwn(outside, name) ? FIRST_OWN : own
    this.scopes[target]?.names?.set(name, value)
  }

  /**
   * What `printContext()` and a nested rendering see: every name outside of macros but Pebble's own, inner ones first.
   * Inside a macro their values cannot be seen and are null.
   */
  visible(): Map<string, Value> {
    const all = new Map<string, Value>()
    const outermostLocal = this.scopes.findIndex(scope => scope.local)
    for (let at = (outermostLocal === -1 ? this.scopes.length : outermostLocal) - 1; at >= 1; at--) {
      for (const name of namesOf(this.scopes[at] as Scope)) {
        if (!all.has(name)) all.set(name, this.get(name) ?? null)
      }
    }
    return all
  }
}

/** The scope above the variables from outside, which a template may write. */
const FIRST_OWN = 2

function valueIn({ names, outside }: Scope, name: string): Value | undefined {
  if (names) return names.get(name)
  return outside && Object.hasOwn(outside, name) ? lift(outside[name]) : undefined
}

function namesOf({ names, outside }: Scope): Iterable<string> {
  return names ? names.keys() : Object.keys(outside ?? {})
}
