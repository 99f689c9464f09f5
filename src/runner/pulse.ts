/**
 * The address of a blob goes with the worker that made it, however that ends, and answers while the worker is busy.
 * No event tells that a worker was terminated, and one inside a long query answers no message.
 */
export const makePulse = (): string => URL.createObjectURL(new Blob())

/** Whether the maker of a pulse is gone. Two looks: one alone may fail for want of something else. */
export const isGone = async (pulse: string): Promise<boolean> => !(await beats(pulse)) && !(await beats(pulse))

const beats = (pulse: string): Promise<boolean> =>
  fetch(pulse).then(
    () => true,
    () => false,
  )
