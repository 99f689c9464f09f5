/**
 * Whether a path (relative, `/` between folders) meets one of several patterns: a glob, `glob:…` or `regex:…`. A glob
 * that begins with a letter or digit is looked for in every folder. Source: Kestra `PathMatcherPredicate`, Java
 * `FileSystem.getPathMatcher`.
 */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const expressions = patterns.map(expressionOf)
  return path => expressions.some(expression => expression.test(path) || expression.test(`/${path}`))
}

function expressionOf(pattern: string): RegExp {
  if (pattern.startsWith('regex:')) return new RegExp(`^(?:${pattern.slice(6)})$`)
  if (pattern.startsWith('glob:')) return globExpression(pattern.slice(5))
  return globExpression(/^\w/.test(pattern) ? `**/${pattern}` : pattern)
}

/** `*` stays inside a folder, `**` does not; `?`, `[a-z]`, `{a,b}` and `\` as in Java. */
function globExpression(glob: string): RegExp {
  let source = ''
  let inGroup = false
  for (let at = 0; at < glob.length; at++) {
    const character = glob.charAt(at)
    if (character === '*') {
      const deep = glob.charAt(at + 1) === '*'
      if (deep) at++
      source += deep ? '.*' : '[^/]*'
    } else if (character === '?') source += '[^/]'
    else if (character === '{') {
      inGroup = true
      source += '(?:'
    } else if (character === '}') {
      inGroup = false
      source += ')'
    } else if (character === ',' && inGroup) source += '|'
    else if (character === '[') {
      const end = glob.indexOf(']', at + 2)
      if (end === -1) source += '\\['
      else {
        source += `[${glob
          .slice(at + 1, end)
          .replace(/^!/, '^')
          .replaceAll('\\', '\\\\')}]`
        at = end
      }
    } else source += quoted(character === '\\' ? glob.charAt(++at) : character)
  }
  return new RegExp(`^${source}$`, 's')
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
