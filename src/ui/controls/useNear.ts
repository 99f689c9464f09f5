import { type RefObject, useEffect, useRef, useState } from 'react'

/** Pixels around what is in view that count as near. */
const MARGIN = 400

/**
 * Whether an element has been in view, or near it, of what scrolls around it: long lists draw their parts when they are.
 * @param first whether it is drawn at once
 */
export function useNear<T extends Element>(first: boolean): readonly [RefObject<T | null>, boolean] {
  const ref = useRef<T>(null)
  const [near, setNear] = useState(first)
  useEffect(() => {
    const element = ref.current
    if (near || !element) return
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true)
      },
      { root: scrollerOf(element), rootMargin: `${MARGIN}px` },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [near])
  return [ref, near]
}

function scrollerOf(element: Element): Element | null {
  for (let at = element.parentElement; at; at = at.parentElement) {
    const { scrollHeight, clientHeight } = at
    if (scrollHeight > clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  }
  return null
}

/** A list in parts of so many items. */
export const inParts = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))
