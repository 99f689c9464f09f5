import { callMethod, getAttribute } from './access'
import type { Arguments, Expr, Macro, Part } from './ast'
import { javaEquals, mapPut, newHashMap } from './collections'
import type { Span } from './error'
import { capacityFor } from './java/hashes'
import { type Args, Call, type Language, type NestedRenderer } from './language'
import { renderFor } from './loops'
import { compare } from './numbers'
import { binary, negate, plus, truth } from './operators'
import type { ParsedTemplate } from './parse'
import type { ScopeChain } from './scope'
import type { Session } from './session'
import { castError, fromJava, HostFailure, isCatchable, JavaThrown, LimitReached, PebbleThrown } from './thrown'
import { JavaDouble, numberKind, SafeString, simpleClassName, type Value } from './value'
import { TextWriter, type Writer } from './write'

/** What evaluation needs to know besides the tree. */
export class Evaluator {
  constructor(
    readonly template: ParsedTemplate,
    readonly language: Language,
    readonly session: Session,
    readonly scope: ScopeChain,
    readonly nested: NestedRenderer,
    /** Shown in messages instead of `template.text`. */
    readonly file: string,
    /** Sees the value of every filter and of what the first filter is given, for the debugger. */
    readonly observe?: (expr: Expr, value: Value) => void,
  ) {}

  render(parts: readonly Part[], writer: Writer): void {
    for (const part of parts) this.part(part, writer)
  }

  private part(part: Part, writer: Writer): void {
    switch (part.type) {
      case 'text':
        return writer.text(part.text)
      case 'print':
        return writer.value(this.evaluate(part.expr))
      case 'set':
        return this.scope.set(part.name, this.evaluate(part.value))
      case 'if':
        return this.ifPart(part, writer)
      case 'for':
        return renderFor(this, part, writer)
      case 'block': {
        // A block inside of a filter tag is not known, and writes nothing.
        const body = this.template.blocks.get(part.name)
        return body && this.scoped(() => this.render(body, writer))
      }
      case 'macro':
        return
      default:
        return part satisfies never
    }
  }

  private ifPart(part: Extract<Part, { type: 'if' }>, writer: Writer): void {
    for (const branch of part.branches) {
      if (this.condition(branch.condition, part)) return this.render(branch.body, writer)
    }
    if (part.otherwise) this.render(part.otherwise, writer)
  }

  /** The condition of an `if` tag: a Boolean, String or Number, nothing else. Pebble says the same of every failure. */
  private condition(expr: Expr, part: Part): boolean {
    try {
      const value = this.evaluate(expr)
      if (value === null)
        throw this.fail('null value given to if statement and strict variables is set to true', part.line, expr.span)
      return this.strictTruth(value, part.line, expr.span)
    } catch (error) {
      throw this.inside(error, part.line, 'Wrong operand(s) type in conditional expression', expr.span)
    }
  }

  private strictTruth(value: Value, line: number, span: Span): boolean {
    if (typeof value === 'boolean') return value
    if (typeof value === 'string' || numberKind(value) !== undefined) return truth(value) === true
    throw this.fail(
      `Unsupported value type ${simpleClassName(value)}. Expected Boolean, String, Number in "if" statement`,
      line,
      span,
    )
  }

  scoped(work: () => void): void {
    this.scope.push(new Map())
    work()
    this.scope.pop()
  }

  /** The value of an expression. */
  evaluate(expr: Expr): Value {
    this.session.step()
    switch (expr.type) {
      case 'literal':
        return expr.value
      case 'double':
        return new JavaDouble(expr.value)
      case 'name':
        return this.name(expr)
      case 'get':
        return getAttribute(this, expr, this.evaluate(expr.object), this.evaluate(expr.key))
      case 'filter':
        return this.filter(expr)
      case 'call':
        return this.call(expr)
      case 'method':
        return callMethod(
          this,
          expr,
          this.evaluate(expr.object),
          expr.args.map(arg => this.evaluate(arg)),
        )
      case 'binary':
        return this.binary(expr)
      case 'unary':
        return this.unary(expr)
      case 'ternary':
        return this.ternary(expr)
      case 'test':
        return this.test(expr) !== expr.negated
      case 'list':
        return expr.items.map(item => this.evaluate(item))
      case 'map': {
        const map = newHashMap(capacityFor(expr.entries.length))
        for (const [key, value] of expr.entries) mapPut(map, this.evaluate(key), this.evaluate(value))
        return map
      }
      case 'body': {
        const writer = new TextWriter(this.session)
        this.render(expr.body, writer)
        return writer.result()
      }
      case 'block-call':
        return this.blockCall(expr)
      case 'parent-call':
        throw this.fail(
          'Can not use parent function if template does not extend another template.',
          expr.line,
          expr.span,
        )
      default:
        return expr satisfies never
    }
  }

  private name(expr: Extract<Expr, { type: 'name' }>): Value {
    const value = this.scope.get(expr.name)
    if (value !== undefined) return value
    throw this.missing('RootAttributeNotFoundException', expr.name, expr.line, expr.span, () => [
      ...this.scope.visible().keys(),
    ])
  }

  private filter(expr: Extract<Expr, { type: 'filter' }>): Value {
    const filter = this.language.filters.get(expr.name)
    if (!filter) throw this.unknown(`Filter [${expr.name}] does not exist.`, expr, this.language.filters)
    const args = this.arguments(expr.args, filter.arguments, expr.nameSpan)
    let input: Value
    if (expr.name === 'default') input = this.optional(expr.input)
    else input = this.evaluate(expr.input)
    if (this.observe && expr.input.type !== 'filter') this.observe(expr.input, input)
    if (input instanceof SafeString) input = input.value
    const call = this.here(expr.line, expr.nameSpan)
    const output = this.guarded(expr.nameSpan, () => filter.apply(input, args, call))
    this.observe?.(expr, output)
    return output
  }

  private call(expr: Extract<Expr, { type: 'call' }>): Value {
    const known = this.language.functions.get(expr.name)
    if (known) {
      const args = this.arguments(expr.args, known.arguments, expr.nameSpan)
      const call = this.here(expr.line, expr.nameSpan)
      return this.guarded(expr.nameSpan, () => known.apply(args, call))
    }
    const macro = this.template.macros.get(expr.name)
    if (macro) return this.macro(macro, expr)
    throw this.unknown(`Function or Macro [${expr.name}] does not exist.`, expr, this.language.functions)
  }

  private macro(macro: Macro, expr: Extract<Expr, { type: 'call' }>): Value {
    const parameters = macro.parameters.map(({ name }) => ({ name, title: '' }))
    const given = this.arguments(expr.args, parameters, expr.nameSpan)
    this.session.enter()
    this.scope.push(new Map(), true)
    for (const { name, value } of macro.parameters) this.scope.put(name, value ? this.evaluate(value) : null)
    this.scope.push(new Map(given))
    const writer = new TextWriter(this.session)
    this.render(macro.body, writer)
    this.scope.pop()
    this.scope.pop()
    this.session.leave()
    return new SafeString(writer.result())
  }

  private blockCall(expr: Extract<Expr, { type: 'block-call' }>): Value {
    const name = this.evaluate(expr.name)
    if (name !== null && typeof name !== 'string') throw castError(name, 'java.lang.String')
    const writer = new TextWriter(this.session)
    const body = this.template.blocks.get(name ?? '')
    this.session.enter()
    if (body) this.scoped(() => this.render(body, writer))
    this.session.leave()
    return writer.result()
  }

  private test(expr: Extract<Expr, { type: 'test' }>): boolean {
    const test = this.language.tests.get(expr.name)
    if (!test) throw this.unknown(`Test [${expr.name}] does not exist.`, expr, this.language.tests)
    const args = this.arguments(expr.args, test.arguments, expr.nameSpan)
    const input = expr.name === 'defined' ? this.optional(expr.input) : this.evaluate(expr.input)
    const call = this.here(expr.line, expr.nameSpan)
    return this.guarded(expr.nameSpan, () => test.apply(input, args, call))
  }

  /** A value, or null when it is missing. */
  private optional(expr: Expr): Value {
    return this.orElse(expr, () => null)
  }

  /** A value, or another when it is missing. */
  private orElse(expr: Expr, otherwise: () => Value): Value {
    const height = this.scope.height
    try {
      return this.evaluate(expr)
    } catch (thrown) {
      if (!(thrown instanceof PebbleThrown && thrown.isMissing())) throw thrown
      this.scope.unwind(height)
    }
    return otherwise()
  }

  private binary(expr: Extract<Expr, { type: 'binary' }>): Value {
    switch (expr.operator) {
      case 'and':
        return this.logical(expr.left, expr) ? this.logical(expr.right, expr) : false
      case 'or':
        return this.logical(expr.left, expr) ? true : this.logical(expr.right, expr)
      case '??': {
        const value = this.optional(expr.left)
        return value === null ? this.evaluate(expr.right) : value
      }
      case '???':
        return this.orElse(expr.left, () => this.evaluate(expr.right))
      case 'equals':
      case '==':
        return this.wrapped(expr, 'Could not perform equals comparison', () => this.equal(expr))
      case '!=':
        return this.wrapped(expr, 'Could not perform not equals comparison', () => !this.equal(expr))
      default:
        return binary(this, expr)
    }
  }

  private equal(expr: Extract<Expr, { type: 'binary' }>): boolean {
    const left = this.evaluate(expr.left)
    const right = this.evaluate(expr.right)
    if (numberKind(left) !== undefined && numberKind(right) !== undefined) return compare(left, right, 'EQUALS')
    return javaEquals(left, right)
  }

  /** A side of `and` or `or`. */
  private logical(expr: Expr, whole: Expr): boolean {
    const value = this.evaluate(expr)
    if (value === null)
      throw this.fail('null value used in and operator and strict variables is set to true', whole.line, expr.span)
    const result = truth(value)
    if (result === undefined) throw this.placed(castError(value, 'java.lang.Boolean'), expr.span)
    return result
  }

  private unary(expr: Extract<Expr, { type: 'unary' }>): Value {
    const value = this.evaluate(expr.operand)
    if (expr.operator !== 'not')
      return this.guarded(expr.span, () => (expr.operator === '-' ? negate(value) : plus(value)))
    if (value === null)
      throw this.fail('null value given to not() and strict variables is set to true', expr.line, expr.span)
    return !this.strictTruth(value, expr.line, expr.operand.span)
  }

  private ternary(expr: Extract<Expr, { type: 'ternary' }>): Value {
    const condition = this.evaluate(expr.condition)
    if (condition === null) return this.evaluate(expr.otherwise)
    const result = truth(condition)
    if (result === undefined) throw this.placed(castError(condition, 'java.lang.Boolean'), expr.condition.span)
    return this.evaluate(result ? expr.then : expr.otherwise)
  }

  /** Whatever goes wrong inside becomes a PebbleException of the operator. */
  wrapped<T extends Value>(expr: Expr, message: string, work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw this.inside(error, expr.line, message, expr.type === 'binary' ? expr.operatorSpan : expr.span)
    }
  }

  /** What was thrown as the cause of a PebbleException, if Pebble would catch it. */
  private inside(error: unknown, line: number, message: string, otherwise: Span): unknown {
    const thrown = fromJava(error)
    if (!isCatchable(thrown)) return thrown
    const inner = thrown instanceof PebbleThrown ? thrown : undefined
    const span = inner?.span ?? otherwise
    return new PebbleThrown('PebbleException', message, line, this.file, span, undefined, inner?.known, thrown)
  }

  /** Gives what is thrown inside its place in the template, unless it has one. */
  guarded<T>(span: Span, work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw this.placed(fromJava(error), span)
    }
  }

  private placed(thrown: unknown, span: Span): unknown {
    if (thrown instanceof JavaThrown || thrown instanceof LimitReached || thrown instanceof HostFailure)
      thrown.span ??= span
    return thrown
  }

  private arguments(args: Arguments, names: readonly { name: string }[] | 'any', span: Span): Args {
    if (args.positional.length === 0 && args.named.length === 0) return NO_ARGUMENTS
    const values = new Map<string, Value>()
    if (names === 'any' || names.length === 0) {
      args.positional.forEach((arg, position) => {
        values.set(String(position), this.evaluate(arg))
      })
      if (names !== 'any')
        for (const { name, value } of args.named) values.set(name, value ? this.evaluate(value) : null)
      return values
    }
    args.positional.forEach((arg, position) => {
      const name = names[position]
      if (!name)
        throw this.fail(
          `The argument at position ${position + 1} is not allowed. Only ${names.length} argument(s) are allowed.`,
          args.line,
          span,
        )
      values.set(name.name, this.evaluate(arg))
    })
    for (const { name, nameSpan, value } of args.named) {
      if (!names.some(known => known.name === name))
        throw this.fail(`The following named argument does not exist: ${name}`, args.line, nameSpan)
      values.set(name, value ? this.evaluate(value) : null)
    }
    return values
  }

  private here(line: number, span: Span): Call {
    return new Call(this.session, this.scope, line, this.file, span, this.nested)
  }

  fail(message: string, line: number, span: Span): PebbleThrown {
    return new PebbleThrown('PebbleException', message, line, this.file, span)
  }

  missing(
    pebbleClass: 'AttributeNotFoundException' | 'RootAttributeNotFoundException',
    name: string,
    line: number,
    span: Span,
    known: () => readonly string[],
  ): PebbleThrown {
    return new PebbleThrown(pebbleClass, 'missing', line, this.file, span, name, known)
  }

  private unknown(
    message: string,
    expr: Extract<Expr, { nameSpan: Span }>,
    words: ReadonlyMap<string, unknown>,
  ): PebbleThrown {
    const known = (): readonly string[] => [...words.keys()]
    return new PebbleThrown('PebbleException', message, expr.line, this.file, expr.nameSpan, undefined, known)
  }
}

const NO_ARGUMENTS: Args = new Map()
