import type { ReactNode } from 'react'
import type { Input } from '../../model'
import { typedInputs } from '../state/drafts'
import { usePage, usePageState } from '../state/usePage'
import { InputField } from './InputField'

/** A field for each input of the flow, with its type, its default and what is wrong with it. */
export function InputFields(): ReactNode {
  const inputs = usePageState(state => state.check?.inputs)
  return inputs?.map(input => <Field key={input.id} input={input} />)
}

function Field({ input }: { readonly input: Input }): ReactNode {
  const page = usePage()
  const problem = usePageState(state => state.inputProblems.find(({ inputId }) => inputId === input.id))
  const asked = usePageState(state => state.asked.find(({ id }) => id === input.id))
  const value = usePageState(state => typedInputs(state)[input.id])
  return (
    <InputField
      input={input}
      asked={asked}
      value={value}
      problem={problem?.message}
      onValue={next => page.setInput(input.id, next)}
    />
  )
}
