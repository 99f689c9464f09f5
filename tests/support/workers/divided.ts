import { checkFlow } from '../../../src/editor'
import { createRenderer, type Dialect, type ExpressionHost, type Variables } from '../../../src/expression'
import { elsewhere } from '../../../src/plugins/elsewhere'
import { registry } from '../../../src/plugins/registry'

const check = (source: string): string => JSON.stringify(checkFlow(source, { registry, elsewhere, version: 'auto' }))

async function ask(source: string, offset: number): Promise<string> {
  const { complete, hover } = await import('../../../workers/engine/assist')
  return JSON.stringify([await complete(source, offset, 'auto'), await hover(source, offset, 'auto')])
}

const render = (text: string, variables: Variables, dialect: Dialect, host: ExpressionHost): Promise<string> =>
  createRenderer({ dialect, host }).render(text, variables)

const kinds = (): readonly string[] => registry.types.map(({ type, run }) => `${type} ${typeof run}`)

/** What the engine worker answers, without the messages around it. */
export type Divided = {
  readonly check: typeof check
  readonly ask: typeof ask
  readonly render: typeof render
  /** What `run` is in every task type: a function, loaded or not. */
  readonly kinds: typeof kinds
}

/** Handed over as a worker does: by what the script does, since nobody imports a worker. */
Object.assign(globalThis, { divided: { check, ask, render, kinds } satisfies Divided })
