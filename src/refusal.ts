const INSECURE =
  'Flowyard needs a secure address. Open it by https, or as localhost on the computer that serves it. In a frame, the page around must be secure too.'

/** Why nothing can work at this address: browsers give storage, locks and hashes to secure pages alone. */
export const refusalHere = (): string | undefined => (isSecureContext ? undefined : INSECURE)

/** Puts a text in the place of the page. */
export function showRefusal(root: HTMLElement, text: string): void {
  const words = document.createElement('p')
  words.setAttribute('role', 'alert')
  words.style.cssText = 'max-width: 56ch; margin: 0; padding: 24px; font-size: 0.9375rem; line-height: 1.5rem'
  words.textContent = text
  root.replaceChildren(words)
}
