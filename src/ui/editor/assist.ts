import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  type Completion as Option,
} from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import { hoverTooltip } from '@codemirror/view'
import type { Completion } from '../../engine'
import type { VersionSetting } from '../../model'
import type { EngineClient } from '../client'
import { actionButtons, type Remark, remarkAt } from './problems'

/** The kinds of the engine as CodeMirror's icons know them. */
const KINDS: Readonly<Record<Completion['kind'], string>> = {
  type: 'class',
  property: 'property',
  value: 'constant',
  variable: 'variable',
  filter: 'method',
  function: 'function',
  snippet: 'text',
}

/** Completion and hover, answered by the engine. */
export function assistance(engine: EngineClient, version: () => VersionSetting): Extension {
  const complete = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const before = context.matchBefore(/[\w.'[-]+|\{\{\s*|\|\s*/)
    if (!context.explicit && !before) return null
    const answer = await engine.complete(context.state.doc.toString(), context.pos, version())
    if (!answer || context.aborted || answer.options.length === 0) return null
    return { from: answer.from, to: answer.to, options: answer.options.map(optionOf), validFor: /^[\w-]*$/ }
  }
  return [
    autocompletion({ override: [complete], icons: false, activateOnTyping: true }),
    hoverTooltip(async (view, position) => {
      const remark = remarkAt(view, position)
      const hover = remark ? undefined : await engine.hover(view.state.doc.toString(), position, version())
      const text = remark
        ? { title: remark.message, text: remark.hint ?? '', from: remark.span.start, actions: remark.actions }
        : hover && { title: hover.title, text: hover.text, from: hover.span.start, actions: undefined }
      if (!text) return null
      return { pos: Math.min(text.from, position), end: position, above: true, create: () => ({ dom: card(text) }) }
    }),
  ]
}

const optionOf = ({ label, kind, detail, documentation, apply }: Completion): Option => ({
  label,
  type: KINDS[kind],
  ...(detail === undefined ? {} : { detail }),
  ...(documentation === undefined ? {} : { info: documentation }),
  ...(apply === undefined ? {} : { apply }),
})

type Card = { readonly title: string; readonly text: string; readonly actions: Remark['actions'] }

function card({ title, text, actions }: Card): HTMLElement {
  const element = document.createElement('div')
  element.className = 'cm-hover'
  const heading = document.createElement('strong')
  heading.textContent = title
  element.append(heading)
  if (text) {
    const paragraph = document.createElement('p')
    paragraph.textContent = text
    element.append(paragraph)
  }
  if (actions) element.append(actionButtons(actions))
  return element
}
