import { ExpressionError, type Plain, type Renderer, type Variables } from '../expression'
import type { Path, Task } from '../model'
import { CoerceError, coerceValues, type Properties, type Property, type TaskType } from '../task'

/** A property of a task could not be rendered or read; `path` leads from the task to the text that failed. */
export class PropertyFailed extends Error {
  override readonly name = 'PropertyFailed'
  constructor(
    readonly path: Path,
    override readonly cause: ExpressionError | CoerceError,
  ) {
    super(cause.message)
  }
}

export type RenderedProperties = {
  /** What `run` receives. */
  readonly values: Readonly<Record<string, unknown>>
  /** Texts that had something to render, by property. */
  readonly texts: Readonly<Record<string, string>>
}

/**
 * Renders the properties of a task, each by its `dynamic` mode, and coerces them to their kinds.
 * Source: Kestra `Property`, `RunContextProperty`.
 * @throws PropertyFailed
 */
export async function renderProperties(
  type: TaskType,
  task: Task,
  renderer: Renderer,
  variables: Variables,
): Promise<RenderedProperties> {
  const rendered: Record<string, unknown> = {}
  const texts: Record<string, string> = {}
  for (const [name, property] of Object.entries(type.properties)) {
    const written = task[name]
    if (property.dynamic === 'late') {
      rendered[name] = lateProperty(type.properties, name, written, renderer, variables)
    } else if (written !== undefined) {
      const value = await renderProperty(property, name, written, renderer, variables)
      rendered[name] = value
      if (typeof value === 'string' && typeof written === 'string' && value !== written) texts[name] = value
    }
  }
  return { values: coerceAll(type.properties, rendered), texts }
}

/** Renders one text of a task as a string. @throws PropertyFailed */
export async function renderText(
  name: string,
  written: unknown,
  renderer: Renderer,
  variables: Variables,
): Promise<string> {
  const value = await renderProperty({ kind: 'string', title: name, dynamic: true }, name, written, renderer, variables)
  return value === null || value === undefined ? '' : String(value)
}

function lateProperty(
  properties: Properties,
  name: string,
  written: unknown,
  renderer: Renderer,
  variables: Variables,
): (extra?: Readonly<Record<string, unknown>>) => Promise<unknown> {
  return async extra => {
    const property = properties[name]
    if (!property) return undefined
    const eager = { ...property, dynamic: true } as Property
    const value =
      written === undefined
        ? undefined
        : await renderProperty(eager, name, written, renderer, extra ? { ...variables, ...extra } : variables)
    return coerceAll({ [name]: eager }, { [name]: value })[name]
  }
}

async function renderProperty(
  property: Property,
  name: string,
  written: unknown,
  renderer: Renderer,
  variables: Variables,
): Promise<unknown> {
  if (property.dynamic === undefined) return written
  try {
    if (typeof written !== 'string') return await renderer.renderDeep(written as Plain, variables)
    return property.dynamic === 'typed'
      ? await renderer.renderTyped(written, variables)
      : await renderer.render(written, variables)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    throw new PropertyFailed([name, ...(pathTo(written, error.data.expression) ?? [])], error)
  }
}

function coerceAll(
  properties: Properties,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  try {
    return coerceValues(properties, values)
  } catch (error) {
    if (!(error instanceof CoerceError)) throw error
    throw new PropertyFailed([error.property], error)
  }
}

/** The path from a written value to a text inside it; empty when the value is that text. */
function pathTo(written: unknown, text: string): Path | undefined {
  if (written === text) return []
  if (typeof written !== 'object' || written === null) return undefined
  for (const [key, value] of Object.entries(written)) {
    const path = pathTo(value, text)
    if (path) return [Array.isArray(written) ? Number(key) : key, ...path]
  }
  return undefined
}
