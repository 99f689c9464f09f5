import type { ReactNode } from 'react'

/** Paths on a 16 × 16 grid, drawn with a stroke of 1.5 in the colour of the text. */
const PATHS = {
  alert: <path d="M8 2.2 14.5 13.5h-13zM8 6.5v3M8 11.4v.1" />,
  back: <path d="m9.5 4-4 4 4 4" />,
  book: (
    <path d="M8 4.2C6.6 3.2 4.6 3 2.5 3v9.5c2.1 0 4.1.2 5.5 1.2 1.4-1 3.4-1.2 5.5-1.2V3c-2.1 0-4.1.2-5.5 1.2zM8 4.2v9.5" />
  ),
  box: <path d="m8 1.8 5.5 3v6.4L8 14.2l-5.5-3V4.8zM2.7 5 8 8l5.3-3M8 8v6" />,
  check: <path d="m3.5 8.5 3 3 6-7" />,
  chevron: <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.3 1.6" />
    </>
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  code: <path d="m5.5 4.5-3.5 3.5 3.5 3.5M10.5 4.5l3.5 3.5-3.5 3.5" />,
  compare: <path d="M5 2.5v10M2.5 10 5 12.5 7.5 10M11 13.5v-10M8.5 6 11 3.5 13.5 6" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M3.8 10.5h-.3a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v.3" />
    </>
  ),
  database: (
    <>
      <ellipse cx="8" cy="4" rx="5" ry="2" />
      <path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2" />
    </>
  ),
  download: <path d="M8 2.5v7M5 7l3 3 3-3M2.5 13.5h11" />,
  edit: <path d="m3 13 .6-2.6 7-7 2 2-7 7zM9.3 4.7l2 2" />,
  expand: <path d="M9.5 2.5h4v4M13.5 2.5 9 7M6.5 13.5h-4v-4M2.5 13.5 7 9" />,
  file: <path d="M9.5 2h-5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V5zM9.5 2v3h3" />,
  filter: <path d="M2.5 4.5h11M4.5 8h7M6.5 11.5h3" />,
  forward: <path d="m6.5 4 4 4-4 4" />,
  globe: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M2 8h12M8 2c2 2 2.5 4 2.5 6S10 12 8 14c-2-2-2.5-4-2.5-6S6 4 8 2z" />
    </>
  ),
  history: <path d="M2.6 6.2A5.7 5.7 0 1 1 2.3 8.6M2.3 3v3.4h3.4M8 5v3.2l2.2 1.3" />,
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.5v3.3M8 5.1v.1" />
    </>
  ),
  key: (
    <>
      <circle cx="5" cy="11" r="2.5" />
      <path d="m6.8 9.2 6-6M10.5 5.5l2 2" />
    </>
  ),
  keyboard: (
    <>
      <rect x="1.5" y="4" width="13" height="8.5" rx="1.5" />
      <path d="M4.2 6.8h.1M7 6.8h.1M9.8 6.8h.1M12 6.8h.1M5.5 9.8h5" />
    </>
  ),
  link: (
    <path d="M6.5 9.5 9.5 6.5M7.5 4.5l1.3-1.3a2.8 2.8 0 0 1 4 4L11.5 8.5M8.5 11.5l-1.3 1.3a2.8 2.8 0 0 1-4-4l1.3-1.3" />
  ),
  list: <path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1" />,
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.2" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  moon: <path d="M13 9.7A5.5 5.5 0 1 1 6.3 3a4.4 4.4 0 0 0 6.7 6.7z" />,
  minus: <path d="M3 8h10" />,
  more: <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" strokeWidth="2.2" />,
  pin: <path d="M5.5 2.5h5M6.2 2.5v4L4 9.5h8L9.8 6.5v-4M8 9.5v4" />,
  plus: <path d="M8 3v10M3 8h10" />,
  prompt: <path d="m3 4.5 3.5 3.5L3 11.5M8.5 12h5" />,
  replay: <path d="M13 8a5 5 0 1 1-1.6-3.7M11.6 1.8v2.7H8.9" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  share: (
    <path d="M8 10V2.5M5.3 5 8 2.3 10.7 5M5 7H4a1 1 0 0 0-1 1v4.5a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V8a1 1 0 0 0-1-1h-1" />
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9" />
    </>
  ),
  table: (
    <>
      <rect x="2.5" y="3" width="11" height="10" rx="1.2" />
      <path d="M2.5 6.5h11M7 6.5V13" />
    </>
  ),
  trash: <path d="M3 4.5h10M6 4.5V3h4v1.5M4.3 4.5l.6 8.5h6.2l.6-8.5M6.8 7v3.5M9.2 7v3.5" />,
  wrap: <path d="M2.5 4h11M2.5 8h8.8a2.2 2.2 0 0 1 0 4.4H8.5M10 10.7l-1.8 1.7L10 14M2.5 12h2.8" />,
} satisfies Readonly<Record<string, ReactNode>>

/** Solid shapes, filled with the colour of the text. */
const SOLID = {
  play: <path d="M4.5 3.2v9.6c0 .5.5.8.9.5l7-4.8a.6.6 0 0 0 0-1L5.4 2.7c-.4-.3-.9 0-.9.5z" />,
  stop: <rect x="4" y="4" width="8" height="8" rx="1" />,
} satisfies Readonly<Record<string, ReactNode>>

export type IconName = keyof typeof PATHS | keyof typeof SOLID

const isSolid = (name: IconName): name is keyof typeof SOLID => name in SOLID

/** An icon beside a word; it has no name of its own, the control around it has one. `size` is in px. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  const solid = isSolid(name)
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill={solid ? 'currentColor' : 'none'}
      stroke={solid ? 'none' : 'currentColor'}
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      {solid ? SOLID[name] : PATHS[name]}
    </svg>
  )
}

/** The mark: two tracks crossing at a switch, one of them plum, ending in a stop. */
export function Mark({ size = 20 }: { readonly size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      strokeWidth="2.4"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M1.5 15.5c3 0 4.3-1.3 5.6-3.2M10.6 7.8c1.3-2 2.9-3.3 6-3.3h2" stroke="currentColor" />
      <path d="M1.5 4.5c7.5 0 6.5 11 14 11" stroke="var(--accent)" />
      <circle cx="17.2" cy="15.5" r="1.7" fill="var(--accent)" />
    </svg>
  )
}
