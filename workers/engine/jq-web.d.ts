declare module 'jq-web/jq.js' {
  /** Text in, text out; nothing at all when the program gives no result. Throws with jq's message. */
  type Jq = { readonly raw: (json: string, program: string, flags: readonly string[]) => string | undefined }
  const open: (options: { readonly wasmBinary: ArrayBuffer }) => Promise<Jq>
  export default open
}
