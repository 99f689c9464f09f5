/** Short names of the task types in a text, so that examples are found by them: `http.Request`, `python.Script`. */
export const typesIn = (source: string): readonly string[] => [
  ...new Set(
    [...source.matchAll(/^\s*type:\s*([\w.]+\.[\w.]+)/gm)].map(([, type = '']) => type.split('.').slice(-2).join('.')),
  ),
]
