import { toPlain } from './convert'
import { Evaluator } from './evaluate'
import { evaluationMessage, type Failing, TOO_MANY_PASSES, toExpressionError } from './failure'
import { DEFAULT_LIMITS, type ExpressionHost, type Limits } from './host'
import { JsonError, readJson } from './jsonRead'
import type { Language, NestedRenderer } from './language'
import type { Dialect, Plain, PlainMap, Variables } from './plain'
import { prepare, putBack, stripRaw, type Template } from './prepare'
import { ScopeChain } from './scope'
import { type Answer, Session } from './session'
import { fromJava, isCatchable, JavaThrown, PebbleThrown, Suspension } from './thrown'
import { className, Opaque, type Value } from './value'
import { languageOf } from './words'
import { TextWriter, TypedWriter } from './write'

export type RendererOptions = {
  readonly dialect: Dialect
  readonly host: ExpressionHost
  readonly limits?: Partial<Limits>
}

/** What a template gives, both as a property of type string gets it and as a typed consumer does. */
export type Rendered = {
  readonly text: string
  readonly value: Plain
  /** The Java class of the value, `null` for none. */
  readonly javaClass: string
}

export type Renderer = {
  readonly dialect: Dialect
  readonly language: Language
  /** What a string property gets. Text without `{` is returned as it is. @throws ExpressionError */
  readonly render: (text: string, variables: Variables) => Promise<string>
  /**
   * Renders again and again until nothing changes, as Kestra does when `kestra.variables.recursive-rendering` is on.
   * @throws ExpressionError
   */
  readonly renderRecursively: (text: string, variables: Variables) => Promise<string>
  /** What a consumer sees that is not after text: a number stays a number, a list a list. @throws ExpressionError */
  readonly renderTyped: (text: string, variables: Variables) => Promise<Plain>
  /** Text and value of one evaluation. @throws ExpressionError */
  readonly inspect: (text: string, variables: Variables) => Promise<Rendered>
  /**
   * Renders every string inside maps and lists, the keys of maps too. A string that writes nothing becomes null.
   * @throws ExpressionError
   */
  readonly renderDeep: (tree: Plain, variables: Variables) => Promise<Plain>
  /** A session for other ways to evaluate, such as the debugger's. */
  readonly evaluate: <T>(text: string, variables: Variables, work: (rendering: Rendering) => T) => Promise<T>
}

/** One pass over one template. */
export type Rendering = {
  readonly template: Template
  readonly evaluator: (observe?: Evaluator['observe']) => Evaluator
  readonly session: Session
}

/** Source: Kestra keeps 1000 templates. */
const CACHED_TEMPLATES = 1000
const MAX_PASSES = 100
const TEMPLATE_CLASS = 'io.pebbletemplates.pebble.template.PebbleTemplateImpl'

/** Makes a renderer for one dialect. It keeps parsed templates and loaded modules, and nothing of what it renders. */
export function createRenderer({ dialect, host, limits }: RendererOptions): Renderer {
  const language = languageOf(dialect)
  const templates = new Map<string, Template>()
  const modules = new Map<string, Answer>()
  const kept = new Map<string, unknown>()
  const ceilings = { ...DEFAULT_LIMITS, ...limits }

  function templateOf(text: string): Template {
    const known = templates.get(text)
    if (known) {
      templates.delete(text)
      templates.set(text, known)
      return known
    }
    const template = prepare(text, dialect)
    templates.set(text, template)
    if (templates.size > CACHED_TEMPLATES) {
      const oldest = templates.keys().next()
      if (!oldest.done) templates.delete(oldest.value)
    }
    return template
  }

  function renderingOf(session: Session, text: string, variables: Variables): Rendering {
    const template = templateOf(text)
    const { parsed } = template
    const nested: NestedRenderer = {
      renderNested: (inner, seen, recursive) => renderNested(session, inner, seen, recursive),
    }
    return {
      template,
      session,
      evaluator: observe =>
        new Evaluator(parsed, language, session, new ScopeChain(variables, GLOBALS), nested, parsed.text, observe),
    }
  }

  /** One pass; null when nothing was written. */
  function renderOnce(session: Session, text: string, variables: Variables): string | null {
    const { template, evaluator } = renderingOf(session, text, variables)
    const writer = new TextWriter(session)
    evaluator().render(template.parsed.parts, writer)
    return writer.hasOutput ? putBack(writer.result(), template.raws) : null
  }

  function renderText(session: Session, text: string, variables: Variables): string | null {
    if (!text.includes('{')) return text
    const result = renderOnce(session, text, variables)
    return result === null ? null : stripRaw(result)
  }

  function renderPasses(session: Session, text: string, variables: Variables): string | null {
    if (!text.includes('{')) return text
    let before = text
    for (let pass = 0; pass <= MAX_PASSES; pass++) {
      const after = renderOnce(session, before, variables)
      if (after === null) return null
      if (after === before) return stripRaw(after)
      before = after
    }
    throw new PebbleThrown('PebbleException', TOO_MANY_PASSES, undefined, undefined, undefined)
  }

  /** A failure inside becomes a PebbleException without a place, as Kestra's `render()` makes of it. */
  function renderNested(session: Session, text: string, variables: Variables, recursive: boolean): string | null {
    try {
      return recursive ? renderPasses(session, text, variables) : renderText(session, text, variables)
    } catch (error) {
      const thrown = fromJava(error)
      if (!isCatchable(thrown)) throw thrown
      const message = evaluationMessage(thrown, dialect)
      if (message === undefined) throw thrown
      const cause = thrown instanceof PebbleThrown || thrown instanceof JavaThrown ? thrown : undefined
      throw new PebbleThrown('PebbleException', message, undefined, undefined, undefined, undefined, undefined, cause)
    }
  }

  async function run<T>(text: string, work: (session: Session) => T): Promise<T> {
    const session = new Session(dialect, host, ceilings, new Map(), modules, kept)
    for (;;) {
      session.start()
      let wait: Promise<unknown>
      try {
        return work(session)
      } catch (error) {
        if (!(error instanceof Suspension)) throw toExpressionError(fromJava(error), failing(text))
        wait = error.until
      } finally {
        session.restore()
      }
      await wait
    }
  }

  function failing(text: string): Failing {
    const template = templates.get(text)
    return { text: template?.parsed.text ?? text, dialect, raws: template?.raws ?? [], language }
  }

  function inspectIn(session: Session, text: string, variables: Variables): Rendered {
    const { template, evaluator } = renderingOf(session, text, variables)
    const writer = new TypedWriter(session)
    evaluator().render(template.parsed.parts, writer)
    const written = stripRaw(putBack(writer.asText(), template.raws))
    const value = writer.single()
    const typed = value === undefined ? fromText(written) : typeof value === 'string' ? written : value
    return { text: written, value: toPlain(typed), javaClass: className(typed) }
  }

  async function inspect(text: string, variables: Variables): Promise<Rendered> {
    if (!text.includes('{')) return { text, value: text, javaClass: 'java.lang.String' }
    return run(text, session => inspectIn(session, text, variables))
  }

  async function renderDeep(tree: Plain, variables: Variables): Promise<Plain> {
    if (typeof tree === 'string') return run(tree, session => renderText(session, tree, variables))
    if (typeof tree !== 'object' || tree === null || tree instanceof Uint8Array) return tree
    if (Array.isArray(tree)) return inOrder(tree, item => renderDeep(item, variables))
    if (Object.hasOwn(tree, '$java')) return tree
    const entries = tree instanceof Map ? [...tree] : Object.entries(tree as PlainMap)
    const rendered = await inOrder(entries, async ([key, value]) => {
      const name = await run(key, session => renderText(session, key, variables))
      return [name ?? '', await renderDeep(value, variables)] as const
    })
    const first = new Map<string, Plain>()
    for (const [key, value] of rendered) if (!first.has(key)) first.set(key, value)
    return tree instanceof Map ? first : Object.fromEntries(first)
  }

  return {
    dialect,
    language,
    render: async (text, variables) =>
      text.includes('{') ? run(text, session => renderText(session, text, variables) ?? '') : text,
    renderRecursively: async (text, variables) => run(text, session => renderPasses(session, text, variables) ?? ''),
    renderTyped: async (text, variables) => (await inspect(text, variables)).value,
    inspect,
    renderDeep,
    evaluate: (text, variables, work) => run(text, session => work(renderingOf(session, text, variables))),
  }
}

/** Names that Pebble itself puts in scope. */
const GLOBALS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['locale', new Opaque('java.util.Locale', 'en')],
  ['template', new Opaque(TEMPLATE_CLASS, `${TEMPLATE_CLASS}@1b28cdfa`)],
  ['_context', new Opaque('io.pebbletemplates.pebble.template.GlobalContext', '{}')],
])

/** Text of values that could not be joined: its first JSON value, or the text. Source: Kestra `VariableRenderer.renderTyped`. */
function fromText(text: string): Value {
  try {
    return readJson(text)
  } catch (error) {
    if (error instanceof JsonError) return text
    throw error
  }
}

async function inOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}
