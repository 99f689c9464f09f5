import type { Arguments, BinaryOperator, Branch, Expr, Macro, NamedArgument, Part, UnaryOperator } from './ast'
import type { Span } from './error'
import { lex, type Token, type TokenType } from './lex'
import type { Dialect } from './plain'
import { JavaThrown, PebbleThrown } from './thrown'

/** A template, parsed: what it is made of, and the blocks and macros it defines anywhere. */
export type ParsedTemplate = {
  /** The text that was parsed; error messages quote it. */
  readonly text: string
  readonly parts: readonly Part[]
  readonly blocks: ReadonlyMap<string, readonly Part[]>
  readonly macros: ReadonlyMap<string, Macro>
}

/** How tightly operators bind, as Kestra registers them. `??`, `???` and `isIn` moved between the dialects. */
const PRECEDENCE: Readonly<Record<string, number>> = {
  or: 10,
  and: 15,
  is: 20,
  'is not': 20,
  contains: 20,
  equals: 30,
  '==': 30,
  '!=': 30,
  '>': 30,
  '<': 30,
  '>=': 30,
  '<=': 30,
  '+': 40,
  '-': 40,
  '*': 60,
  '/': 60,
  '%': 60,
  '|': 100,
  '~': 110,
  '..': 120,
}
const MOVED: Readonly<Record<Dialect, number>> = { '1.3': 120, '2.0': 30 }
const UNARY_PRECEDENCE = 500

/** The binding strength of a binary operator in a dialect, or undefined when it is none. */
export function precedence(operator: string, dialect: Dialect): number | undefined {
  return operator === '??' || operator === '???' || operator === 'isIn' ? MOVED[dialect] : PRECEDENCE[operator]
}

/** Nesting beyond which a template is refused; Java's own stack ends a little later. */
const MAX_NESTING = 250

/**
 * Parses a template.
 * Source: Pebble `ParserImpl`, `ExpressionParser` and the token parsers of the tags that Kestra keeps.
 * @throws PebbleThrown (ParserException), or JavaThrown for number literals that fit no Long
 */
export function parse(text: string, dialect: Dialect): ParsedTemplate {
  const parser = new Parser(text, lex(text), dialect)
  const parts = parser.body()
  return { text, parts, ...definitions(parts) }
}

class Parser {
  private at = 0
  private nesting = 0

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly dialect: Dialect,
  ) {}

  /** Parts up to one of the tags `until`, whose name is then the current token; or up to the end. */
  body(until: readonly string[] = []): readonly Part[] {
    const parts: Part[] = []
    while (this.current.type !== 'EOF') {
      const token = this.current
      if (token.type === 'TEXT') {
        parts.push({ type: 'text', text: token.value ?? '', span: token.span, line: token.line })
        this.next()
      } else if (token.type === 'PRINT_START') {
        const first = this.next()
        const expr = this.expr()
        const end = this.expect('PRINT_END')
        parts.push({ type: 'print', expr, span: join(token.span, end.span), line: first.line })
      } else if (token.type === 'EXECUTE_START') {
        const name = this.next()
        if (name.type !== 'NAME') throw this.fail('A block must start with a tag name.', name)
        if (until.includes(name.value ?? '')) return parts
        this.nested(() => {
          parts.push(this.tag(token, name))
        })
      } else throw this.fail('Parser ended in undefined state.', token)
    }
    return parts
  }

  private tag(open: Token, name: Token): Part {
    switch (name.value) {
      case 'if':
        return this.ifTag(open, name)
      case 'for':
        return this.forTag(open, name)
      case 'set':
        return this.setTag(open, name)
      case 'macro':
        return this.macroTag(open, name)
      case 'block':
        return this.blockTag(open, name)
      case 'filter':
        return this.filterTag(open, name)
      default:
        throw this.fail(`Unexpected tag name "${name.value}"`, name)
    }
  }

  private ifTag(open: Token, tag: Token): Part {
    const branches: Branch[] = [this.branch(['elseif', 'else', 'endif'])]
    let otherwise: readonly Part[] | undefined
    for (;;) {
      const name = this.current
      if (name.value === null)
        throw this.fail('Unexpected end of template. Pebble was looking for the "endif" tag', name)
      if (name.value === 'elseif') branches.push(this.branch(['elseif', 'else', 'endif']))
      else if (name.value === 'else') {
        this.next()
        this.expect('EXECUTE_END')
        otherwise = this.body(['endif'])
      } else break
    }
    this.next()
    const end = this.expect('EXECUTE_END')
    return { type: 'if', branches, otherwise, span: join(open.span, end.span), line: tag.line }
  }

  private branch(until: readonly string[]): Branch {
    this.next()
    const condition = this.expr()
    this.expect('EXECUTE_END')
    return { condition, body: this.body(until) }
  }

  private forTag(open: Token, tag: Token): Part {
    this.next()
    const name = this.newName()
    this.expect('NAME', 'in')
    const iterable = this.expr()
    this.expect('EXECUTE_END')
    const body = this.body(['else', 'endfor'])
    let otherwise: readonly Part[] | undefined
    if (this.current.value === 'else') {
      this.next()
      this.expect('EXECUTE_END')
      otherwise = this.body(['endfor'])
    }
    if (this.current.value === null)
      throw this.fail('Unexpected end of template. Pebble was looking for the "endfor" tag', this.current)
    this.next()
    const end = this.expect('EXECUTE_END')
    return { type: 'for', name, iterable, body, otherwise, span: join(open.span, end.span), line: tag.line }
  }

  private setTag(open: Token, tag: Token): Part {
    this.next()
    const name = this.newName()
    this.expect('PUNCTUATION', '=')
    const value = this.expr()
    const end = this.expect('EXECUTE_END')
    return { type: 'set', name, value, span: join(open.span, end.span), line: tag.line }
  }

  private macroTag(open: Token, tag: Token): Part {
    this.next()
    const name = this.expect('NAME').value ?? ''
    const parameters = this.parameters()
    this.expect('EXECUTE_END')
    const body = this.body(['endmacro'])
    this.next()
    const end = this.expect('EXECUTE_END')
    return { type: 'macro', macro: { name, parameters, body }, span: join(open.span, end.span), line: tag.line }
  }

  private blockTag(open: Token, tag: Token): Part {
    const nameToken = this.next()
    if (nameToken.type !== 'NAME' && nameToken.type !== 'STRING') this.expect('NAME')
    const name = nameToken.value ?? ''
    this.next()
    this.expect('EXECUTE_END')
    const body = this.body(['endblock'])
    if (this.current.type !== 'NAME' || this.current.value !== 'endblock')
      throw this.fail('endblock tag should be present with block tag starting line number ', tag)
    const after = this.next()
    if ((after.type === 'NAME' || after.type === 'STRING') && after.value === name) this.next()
    const end = this.expect('EXECUTE_END')
    return { type: 'block', name, body, span: join(open.span, end.span), line: tag.line }
  }

  private filterTag(open: Token, tag: Token): Part {
    this.next()
    const filters = [this.filterName()]
    while (this.current.type === 'OPERATOR' && this.current.value === '|') {
      this.next()
      filters.push(this.filterName())
    }
    this.expect('EXECUTE_END')
    const from = this.current.span.start
    const body = this.body(['endfilter'])
    const bodySpan = { start: from, end: Math.max(from, this.current.span.start) }
    this.next()
    const end = this.expect('EXECUTE_END')
    let expr: Expr = { type: 'body', body, span: bodySpan, line: this.current.line }
    // Pebble forgets to give these filters a line: its messages say 0.
    for (const { name, nameSpan, args } of filters)
      expr = { type: 'filter', input: expr, name, nameSpan, args, span: join(open.span, end.span), line: 0 }
    return { type: 'print', expr, span: join(open.span, end.span), line: tag.line }
  }

  private filterName(): { name: string; nameSpan: Span; args: Arguments } {
    const name = this.expect('NAME')
    return { name: name.value ?? '', nameSpan: name.span, args: this.optionalArguments(name) }
  }

  private optionalArguments(name: Token): Arguments {
    return this.isPunctuation('(') ? this.arguments() : { positional: [], named: [], line: name.line }
  }

  private expr(minimum = 0): Expr {
    return this.nested(() => this.operators(minimum))
  }

  private operators(minimum: number): Expr {
    let left = this.operand()
    for (;;) {
      const token = this.current
      const strength =
        token.type === 'OPERATOR' && token.value !== null ? precedence(token.value, this.dialect) : undefined
      if (strength === undefined || strength < minimum) break
      this.next()
      left = this.combine(left, token, strength)
    }
    return minimum === 0 ? this.ternary(left) : left
  }

  private combine(left: Expr, token: Token, strength: number): Expr {
    const operator = token.value
    if (operator === '|') {
      const { name, nameSpan, args } = this.filterName()
      const span = { start: left.span.start, end: this.previousEnd }
      return { type: 'filter', input: left, name, nameSpan, args, span, line: this.current.line }
    }
    if (operator === 'is' || operator === 'is not') {
      const nameToken = this.expect('NAME')
      const args = this.optionalArguments(nameToken)
      return {
        type: 'test',
        input: left,
        name: nameToken.value ?? '',
        nameSpan: nameToken.span,
        args,
        negated: operator === 'is not',
        span: { start: left.span.start, end: this.previousEnd },
        line: this.current.line,
      }
    }
    const right = this.expr(strength + 1)
    return {
      type: 'binary',
      operator: operator as BinaryOperator,
      operatorSpan: token.span,
      left,
      right,
      span: join(left.span, right.span),
      line: this.current.line,
    }
  }

  private operand(): Expr {
    const token = this.current
    if (token.type === 'OPERATOR' && (token.value === 'not' || token.value === '+' || token.value === '-')) {
      this.next()
      const operand = this.expr(UNARY_PRECEDENCE)
      return {
        type: 'unary',
        operator: token.value as UnaryOperator,
        operand,
        span: join(token.span, operand.span),
        line: this.current.line,
      }
    }
    if (this.isPunctuation('(')) {
      this.next()
      const inner = this.expr()
      const close = this.expect('PUNCTUATION', ')')
      const span = join(token.span, close.span)
      return this.postfix(inner.type === 'binary' ? { ...inner, span, grouped: true } : { ...inner, span })
    }
    if (this.isPunctuation('[')) return this.list()
    if (this.isPunctuation('{')) return this.map()
    return this.postfix(this.simple())
  }

  private simple(): Expr {
    const token = this.current
    const { span, line } = token
    switch (token.type) {
      case 'NAME':
        return this.named(token)
      case 'LONG':
        this.next()
        return { type: 'literal', value: parseLong(token.value ?? ''), span, line }
      case 'NUMBER': {
        this.next()
        const text = token.value ?? ''
        if (!text.includes('.')) return { type: 'literal', value: parseLong(text), span, line }
        const value = Number(text)
        return Number.isInteger(value) ? { type: 'double', value, span, line } : { type: 'literal', value, span, line }
      }
      case 'STRING':
      case 'STRING_INTERPOLATION_START':
        return this.string()
      default:
        throw this.fail(`Unexpected token "${token.type}" of value "${token.value}"`, token)
    }
  }

  private named(token: Token): Expr {
    const { span, line } = token
    const name = token.value ?? ''
    const next = this.next()
    switch (name) {
      case 'true':
      case 'TRUE':
        return { type: 'literal', value: true, span, line }
      case 'false':
      case 'FALSE':
        return { type: 'literal', value: false, span, line }
      case 'null':
      case 'NULL':
      case 'none':
      case 'NONE':
        return { type: 'literal', value: null, span, line }
    }
    if (!this.isPunctuation('(')) return { type: 'name', name, span, line }
    const args = this.arguments()
    const whole = { start: span.start, end: this.previousEnd }
    if (name === 'parent') return { type: 'parent-call', span: whole, line: this.current.line }
    if (name === 'block') {
      const blockName = args.positional[0]
      if (blockName === undefined)
        throw new JavaThrown('java.lang.IndexOutOfBoundsException', 'Index 0 out of bounds for length 0')
      return { type: 'block-call', name: blockName, span: whole, line: next.line }
    }
    return { type: 'call', name, nameSpan: span, args, span: whole, line: next.line }
  }

  /** A string, or one in double quotes with `#{…}` inside: a concatenation that groups to the right. */
  private string(): Expr {
    const parts: Expr[] = []
    let previous: TokenType | undefined
    for (;;) {
      const token = this.current
      if (token.type === 'STRING' && previous !== 'STRING') {
        this.next()
        parts.push({ type: 'literal', value: token.value, span: token.span, line: token.line })
        previous = 'STRING'
      } else if (token.type === 'STRING_INTERPOLATION_START') {
        this.next()
        parts.push(this.expr())
        this.expect('STRING_INTERPOLATION_END')
        previous = 'STRING_INTERPOLATION_END'
      } else break
    }
    return parts.reduceRight((right, left) => ({
      type: 'binary',
      operator: '~',
      operatorSpan: { start: left.span.end, end: right.span.start },
      left,
      right,
      span: join(left.span, right.span),
      line: 0,
      grouped: true,
    }))
  }

  private ternary(condition: Expr): Expr {
    if (!this.isPunctuation('?')) return condition
    this.next()
    const then = this.expr()
    this.expect('PUNCTUATION', ':')
    const otherwise = this.expr()
    const span = join(condition.span, otherwise.span)
    return { type: 'ternary', condition, then, otherwise, span, line: this.current.line }
  }

  private postfix(start: Expr): Expr {
    let expr = start
    for (;;) {
      if (this.isPunctuation('.')) expr = this.attribute(expr)
      else if (this.isPunctuation('[')) expr = this.subscript(expr)
      else if (this.isPunctuation('(')) throw notCallable(expr)
      else return expr
    }
  }

  private attribute(object: Expr): Expr {
    this.next()
    const token = this.expect('NAME')
    const name = token.value ?? ''
    const { line } = token
    if (!this.isPunctuation('(')) {
      const key: Expr = { type: 'literal', value: name, span: token.span, line }
      return { type: 'get', object, key, keySpan: token.span, dot: true, span: join(object.span, token.span), line }
    }
    const args = this.arguments()
    if (args.named.length > 0) throw this.fail('Can not use named arguments when calling a bean method', this.current)
    const span = { start: object.span.start, end: this.previousEnd }
    return { type: 'method', object, name, keySpan: token.span, args: args.positional, span, line }
  }

  private subscript(object: Expr): Expr {
    this.next()
    const key = this.expr()
    const { line } = this.current
    const close = this.expect('PUNCTUATION', ']')
    return { type: 'get', object, key, keySpan: key.span, dot: false, span: join(object.span, close.span), line }
  }

  private arguments(): Arguments {
    this.expect('PUNCTUATION', '(')
    const positional: Expr[] = []
    const named: NamedArgument[] = []
    while (!this.isPunctuation(')')) {
      if (positional.length + named.length > 0) this.expect('PUNCTUATION', ',')
      const following = this.tokens[this.at + 1]
      if (following?.type === 'PUNCTUATION' && following.value === '=') {
        const nameSpan = this.current.span
        const name = this.newName()
        this.expect('PUNCTUATION', '=')
        named.push({ name, nameSpan, value: this.expr() })
      } else {
        const value = this.expr()
        if (named.length > 0)
          throw this.fail('Positional arguments must be declared before any named arguments.', this.current)
        positional.push(value)
      }
    }
    this.expect('PUNCTUATION', ')')
    return { positional, named, line: this.current.line }
  }

  /** The parameters of a macro: names, with or without a default. */
  private parameters(): readonly NamedArgument[] {
    this.expect('PUNCTUATION', '(')
    const named: NamedArgument[] = []
    while (!this.isPunctuation(')')) {
      if (named.length > 0) this.expect('PUNCTUATION', ',')
      const nameSpan = this.current.span
      const name = this.newName()
      let value: Expr | undefined
      if (this.isPunctuation('=')) {
        this.next()
        value = this.expr()
      }
      named.push({ name, nameSpan, value })
    }
    this.expect('PUNCTUATION', ')')
    return named
  }

  private newName(): string {
    const token = this.expect('NAME')
    const name = token.value ?? ''
    if (name === 'true' || name === 'false' || name === 'null' || name === 'none')
      throw this.fail(`Can not assign a value to ${name}`, token)
    return name
  }

  private list(): Expr {
    const open = this.expect('PUNCTUATION', '[')
    const items: Expr[] = []
    if (!this.isPunctuation(']')) {
      for (;;) {
        items.push(this.expr())
        if (this.isPunctuation(']')) break
        this.expect('PUNCTUATION', ',')
      }
    }
    const close = this.expect('PUNCTUATION', ']')
    return { type: 'list', items, span: join(open.span, close.span), line: this.current.line }
  }

  private map(): Expr {
    const open = this.expect('PUNCTUATION', '{')
    const entries: (readonly [Expr, Expr])[] = []
    if (!this.isPunctuation('}')) {
      for (;;) {
        const key = this.expr()
        this.expect('PUNCTUATION', ':')
        entries.push([key, this.expr()])
        if (this.isPunctuation('}')) break
        this.expect('PUNCTUATION', ',')
      }
    }
    const close = this.expect('PUNCTUATION', '}')
    return { type: 'map', entries, span: join(open.span, close.span), line: this.current.line }
  }

  private nested<T>(work: () => T): T {
    if (++this.nesting > MAX_NESTING) throw this.fail(`Nested more than ${MAX_NESTING} levels deep`, this.current)
    const result = work()
    this.nesting--
    return result
  }

  private isPunctuation(value: string): boolean {
    return this.current.type === 'PUNCTUATION' && this.current.value === value
  }

  private get current(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] as Token
  }

  private get previousEnd(): number {
    return this.tokens[this.at - 1]?.span.end ?? 0
  }

  /** Moves on and gives the token moved to. Past the end of the template Pebble's list of tokens ends. */
  private next(): Token {
    if (this.current.type === 'EOF')
      throw new JavaThrown(
        'java.lang.IndexOutOfBoundsException',
        `Index ${this.tokens.length} out of bounds for length ${this.tokens.length}`,
      )
    this.at++
    return this.current
  }

  private expect(type: TokenType, value?: string): Token {
    const token = this.current
    if (token.type !== type || (value !== undefined && token.value !== value))
      throw this.fail(
        `Unexpected token of value "${token.value}" and type ${token.type}, expected token of type ${type}`,
        token,
      )
    this.next()
    return token
  }

  private fail(message: string, token: Token): PebbleThrown {
    return new PebbleThrown('ParserException', message, token.line, this.text, token.span)
  }
}

function join(from: Span, to: Span): Span {
  return { start: from.start, end: to.end }
}

/** `Long.valueOf`. */
function parseLong(text: string): bigint {
  const value = BigInt(text)
  if (value > 9223372036854775807n)
    throw new JavaThrown('java.lang.NumberFormatException', `For input string: "${text}"`)
  return value
}

/** `(x)(1)`: Pebble casts what is before the parenthesis to a function's name. */
function notCallable(expr: Expr): JavaThrown {
  const nodes = 'io.pebbletemplates.pebble.node'
  const actual = `${nodes}.expression.${NODE_CLASSES[expr.type] ?? 'BinaryExpression'}`
  const wanted = `${nodes}.FunctionOrMacroNameNode`
  return new JavaThrown(
    'java.lang.ClassCastException',
    `class ${actual} cannot be cast to class ${wanted} (${actual} and ${wanted} are in unnamed module of loader 'app')`,
  )
}

const NODE_CLASSES: Partial<Record<Expr['type'], string>> = {
  name: 'ContextVariableExpression',
  get: 'GetAttributeExpression',
  method: 'GetAttributeExpression',
  call: 'FunctionOrMacroInvocationExpression',
  filter: 'FilterExpression',
  ternary: 'TernaryExpression',
  literal: 'LiteralStringExpression',
}

function definitions(parts: readonly Part[]): Pick<ParsedTemplate, 'blocks' | 'macros'> {
  const blocks = new Map<string, readonly Part[]>()
  const macros = new Map<string, Macro>()
  const visit = (list: readonly Part[]): void => {
    for (const part of list) {
      if (part.type === 'block') {
        blocks.set(part.name, part.body)
        visit(part.body)
      } else if (part.type === 'macro') {
        if (macros.has(part.macro.name))
          throw new PebbleThrown(
            'PebbleException',
            `More than one macro can not share the same name: ${part.macro.name}`,
            undefined,
            undefined,
            part.span,
          )
        macros.set(part.macro.name, part.macro)
      } else if (part.type === 'for') {
        visit(part.body)
        visit(part.otherwise ?? [])
      } else if (part.type === 'if') {
        for (const branch of part.branches) visit(branch.body)
        visit(part.otherwise ?? [])
      }
    }
  }
  visit(parts)
  return { blocks, macros }
}
