type Child = Node | string | undefined | false

/** Makes an element with properties and children; texts stay texts, whatever is in them. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<Omit<HTMLElementTagNameMap[Name], 'style'>> & { readonly role?: string } = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children.filter(child => child !== undefined && child !== false))
  return element
}
