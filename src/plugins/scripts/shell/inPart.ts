/** What is told at the line of a shell task. */
export const IN_PART =
  'A page has no system shell. Simple commands (echo, cat, ls, cp, mv, rm, grep, sort, head, tr …) run in a small one; programs of a system do not.'
