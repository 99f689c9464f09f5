import type { Arguments, Expr, Part, Span } from '../expression'

/** A step of a reference: `.body` or `['body']`; `name` is undefined for a key that is an expression itself. */
export type ReferenceKey = { readonly name: string | undefined; readonly span: Span }

/**
 * A name in a template with the keys that follow it: `outputs.api.body`. `tolerant` ones may be missing: they stand
 * before `??`, before `default`, or in `is defined`. Spans are those of the parsed text.
 */
export type Reference = {
  readonly root: string
  readonly rootSpan: Span
  readonly keys: readonly ReferenceKey[]
  readonly span: Span
  readonly tolerant: boolean
}

/** A filter, function or test that a template uses. */
export type Word = { readonly kind: 'filter' | 'function' | 'test'; readonly name: string; readonly span: Span }

/** Everything a template names. Names that it defines itself (`set`, `for`, macros) are left out. */
export type Names = {
  readonly references: readonly Reference[]
  readonly words: readonly Word[]
  /** Texts given to functions as their first argument: `secret('TOKEN')`. */
  readonly calls: readonly { readonly name: string; readonly argument: string | undefined; readonly span: Span }[]
}

/** Collects what the parts of a template name. */
export function namesOf(parts: readonly Part[]): Names {
  const collector = new Collector()
  collector.parts(parts)
  const { references, words, calls, own, macros } = collector
  return {
    references: references.filter(({ root }) => !own.has(root)),
    words: words.filter(({ kind, name }) => kind !== 'function' || !macros.has(name)),
    calls,
  }
}

class Collector {
  readonly references: Reference[] = []
  readonly words: Word[] = []
  readonly calls: { readonly name: string; readonly argument: string | undefined; readonly span: Span }[] = []
  readonly own = new Set<string>()
  readonly macros = new Set<string>()

  parts(parts: readonly Part[]): void {
    for (const part of parts) this.part(part)
  }

  private part(part: Part): void {
    switch (part.type) {
      case 'text':
        return
      case 'print':
        this.expr(part.expr, false)
        return
      case 'set':
        this.own.add(part.name)
        this.expr(part.value, false)
        return
      case 'if':
        for (const { condition, body } of part.branches) {
          this.expr(condition, false)
          this.parts(body)
        }
        this.parts(part.otherwise ?? [])
        return
      case 'for':
        this.own.add(part.name)
        this.own.add('loop')
        this.expr(part.iterable, false)
        this.parts(part.body)
        this.parts(part.otherwise ?? [])
        return
      case 'block':
        this.parts(part.body)
        return
      case 'macro':
        this.macros.add(part.macro.name)
        for (const { name, value } of part.macro.parameters) {
          this.own.add(name)
          if (value) this.expr(value, false)
        }
        this.parts(part.macro.body)
        return
      default:
        part satisfies never
    }
  }

  private expr(expr: Expr, tolerant: boolean): void {
    switch (expr.type) {
      case 'literal':
      case 'double':
      case 'parent-call':
        return
      case 'name':
      case 'get':
        this.chain(expr, tolerant)
        return
      case 'list':
        for (const item of expr.items) this.expr(item, tolerant)
        return
      case 'map':
        for (const [key, value] of expr.entries) {
          this.expr(key, tolerant)
          this.expr(value, tolerant)
        }
        return
      case 'method':
        this.expr(expr.object, tolerant)
        for (const argument of expr.args) this.expr(argument, tolerant)
        return
      case 'call':
        this.call(expr, tolerant)
        return
      case 'filter':
        this.words.push({ kind: 'filter', name: expr.name, span: expr.nameSpan })
        this.expr(expr.input, tolerant || expr.name === 'default')
        this.args(expr.args, tolerant)
        return
      case 'test':
        this.words.push({ kind: 'test', name: expr.name, span: expr.nameSpan })
        this.expr(expr.input, tolerant || expr.name === 'defined')
        this.args(expr.args, tolerant)
        return
      case 'unary':
        this.expr(expr.operand, tolerant)
        return
      case 'binary':
        this.expr(expr.left, tolerant || expr.operator === '??' || expr.operator === '???')
        this.expr(expr.right, tolerant)
        return
      case 'ternary':
        this.expr(expr.condition, tolerant)
        this.expr(expr.then, tolerant)
        this.expr(expr.otherwise, tolerant)
        return
      case 'block-call':
        this.expr(expr.name, tolerant)
        return
      case 'body':
        this.parts(expr.body)
        return
      default:
        expr satisfies never
    }
  }

  private call(expr: Extract<Expr, { type: 'call' }>, tolerant: boolean): void {
    this.words.push({ kind: 'function', name: expr.name, span: expr.nameSpan })
    const first = expr.args.positional[0] ?? expr.args.named.find(({ name }) => name === 'key')?.value
    const argument = first?.type === 'literal' && typeof first.value === 'string' ? first.value : undefined
    this.calls.push({ name: expr.name, argument, span: expr.span })
    this.args(expr.args, tolerant)
  }

  private args(args: Arguments, tolerant: boolean): void {
    for (const argument of args.positional) this.expr(argument, tolerant)
    for (const { value } of args.named) if (value) this.expr(value, tolerant)
  }

  /** `a.b[c].d` from its end back to the name it starts with. */
  private chain(expr: Expr, tolerant: boolean): void {
    const keys: ReferenceKey[] = []
    let at = expr
    while (at.type === 'get') {
      const { key, keySpan, object } = at
      const isText = key.type === 'literal' && (typeof key.value === 'string' || typeof key.value === 'number')
      keys.unshift({ name: isText ? String(key.value) : undefined, span: keySpan })
      if (key.type !== 'literal') this.expr(key, false)
      at = object
    }
    if (at.type !== 'name') {
      this.expr(at, tolerant)
      return
    }
    this.references.push({ root: at.name, rootSpan: at.span, keys, span: expr.span, tolerant })
  }
}
