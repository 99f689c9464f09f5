const INSTALL = /^(?:uv\s+)?(?:(?:\S*\/)?python[\d.]*\s+-m\s+)?pip[\d.]*\s+install\s+(.*)$/
/** Flags of pip that take the word after them. */
const WITH_VALUE = new Set(['-r', '--requirement', '-i', '--index-url', '--extra-index-url', '-f', '-t', '-c'])

/** Names of the packages that commands install: `pip install 'polars>=1' -q` has `polars`. */
export function packagesIn(commands: readonly string[]): readonly string[] {
  const lines = commands.flatMap(command => command.split(/\n|&&|;|\|\|/))
  return lines.flatMap(line => {
    const words = INSTALL.exec(line.trim())?.[1]?.split(/\s+/) ?? []
    return words
      .filter((word, at) => !WITH_VALUE.has(words[at - 1] ?? '') && !word.startsWith('-'))
      .flatMap(packageName)
  })
}

/** The name in a requirement, as registries write it; none for an address or a path. */
export function packageName(requirement: string): readonly string[] {
  const bare = requirement.replaceAll(/["']/g, '')
  const name = /^[A-Za-z0-9][A-Za-z0-9._-]*(?=$|[[<>=!~;@\s])/.exec(bare)?.[0]
  return name === undefined || bare.includes('://') ? [] : [name.toLowerCase().replaceAll(/[-_.]+/g, '-')]
}
