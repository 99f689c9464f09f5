/** The longest flow the editor takes, in UTF-16 units: far beyond any real one, and still pleasant to edit. */
export const MAX_FLOW_BYTES = 2_000_000

/** Whether a text is the bytes of something else: it holds characters that no text holds. */
export function looksBinary(text: string): boolean {
  const sample = text.slice(0, 65_536)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters looked for
  const strange = sample.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0
  return sample.includes('\u0000') || strange > Math.max(4, sample.length / 50)
}

/** Why a text cannot be pasted into the editor; undefined when it can. */
export function refusalOf(pasted: string, present: number): string | undefined {
  if (looksBinary(pasted)) return 'The clipboard holds binary data, not YAML. Your text was not changed.'
  const length = pasted.length + present
  if (length <= MAX_FLOW_BYTES) return undefined
  return `That is ${(length / 1e6).toFixed(1)} MB of text; a flow here has at most ${MAX_FLOW_BYTES / 1e6} MB. Your text was not changed.`
}
