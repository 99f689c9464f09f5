import type { Input } from '../model'
import { shown } from '../task'

/** Inputs as a form shows them, of a flow or of what a task asks for. */
export const shownInputs = (inputs: readonly Input[]): readonly Input[] => inputs.map(input => shown(input) as Input)
