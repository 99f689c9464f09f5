import { collectionItems, mapEntries, mapPut, newHashMap } from '../collections'
import { type Args, BOTH, type Call, type PebbleFunction } from '../language'
import { isMapValue, JavaCollection, type Value } from '../value'

/** How often `render()` may be inside itself. Source: Kestra `VariableConfiguration.maxRenderDepth`. */
const MAX_DEPTH = 16

/** Functions that render templates found in values. */
export const renderFunctions: readonly PebbleFunction[] = [
  {
    name: 'render',
    title: 'Renders a text that is itself a template, or all texts in a map or list.',
    arguments: [
      { name: 'toRender', title: 'The template, map or list.' },
      { name: 'recursive', title: 'Whether what comes out is rendered again until nothing changes.', default: 'true' },
    ],
    examples: [
      {
        template: '{{ render(vars.greeting) }}',
        variables: { vars: { greeting: 'Hi {{ n }}' }, n: 'Ada' },
        result: 'Hi Ada',
      },
    ],
    dialects: BOTH,
    apply: (args, call) => {
      const recursive = args.get('recursive') ?? true
      ensureDepth(call)
      ensureGiven('render', args, call)
      if (typeof recursive !== 'boolean')
        throw call.fail("The 'render' function expects an optional argument 'recursive' with type boolean.")
      return rendered(args.get('toRender') ?? null, recursive, call)
    },
  },
  {
    name: 'renderOnce',
    title: 'Renders a text that is itself a template, one level deep.',
    arguments: [{ name: 'toRender', title: 'The template, map or list.' }],
    examples: [{ template: '{{ renderOnce(a) }}', variables: { a: '{{ b }}', b: '{{ c }}', c: 1 }, result: '{{ c }}' }],
    dialects: BOTH,
    apply: (args, call) => {
      ensureDepth(call)
      ensureGiven('render', args, call)
      return rendered(args.get('toRender') ?? null, false, call)
    },
  },
]

function ensureDepth(call: Call): void {
  if (call.session.renderDepth >= MAX_DEPTH)
    throw call.fail(
      `Maximum render() nesting depth (${MAX_DEPTH}) exceeded at line ${call.line} — check for circular render() calls in your template.`,
    )
}

function ensureGiven(name: string, args: Args, call: Call): void {
  if (!args.has('toRender')) throw call.fail(`The '${name}' function expects an argument 'toRender'.`)
}

function rendered(value: Value, recursive: boolean, call: Call): Value {
  const variables = Object.fromEntries(call.scope.visible())
  const depth = call.session.renderDepth
  const text = (template: string): Value => {
    call.session.renderDepth = depth + 1
    try {
      return call.renderer.renderNested(template, variables, recursive)
    } finally {
      call.session.renderDepth = depth
    }
  }
  return deep(value, text)
}

/** Source: Kestra `VariableRenderer.renderObject`. */
function deep(value: Value, text: (template: string) => Value): Value {
  if (typeof value === 'string') return text(value)
  if (isMapValue(value)) {
    const result = newHashMap()
    for (const entry of mapEntries(value)) {
      const key = typeof entry.key === 'string' ? text(entry.key) : entry.key
      mapPut(result, key, deep(entry.value, text))
    }
    return result
  }
  const items = collectionItems(value)
  if (!items) return value
  const renderedItems = items.map(item => deep(item, text))
  return value instanceof JavaCollection && value.shape === 'Set'
    ? new JavaCollection('java.util.HashSet', renderedItems, 'Set', false)
    : renderedItems
}
