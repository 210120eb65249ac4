const SHOWN = 2

/** The first platforms and how many more there are; one more is shown rather than counted. */
export function splitPlatforms(platforms: readonly string[], shown = SHOWN) {
  const cut = platforms.length === shown + 1 ? platforms.length : shown
  return { shown: platforms.slice(0, cut), more: platforms.slice(cut) }
}

/** The platform shown first for an index: the wanted one, else the commonest, else the first that can run. */
export function choosePlatform(platforms: readonly string[], wanted: string | undefined): string | undefined {
  return (
    [wanted, 'linux/amd64'].find((name) => name !== undefined && platforms.includes(name)) ?? platforms[0]
  )
}
