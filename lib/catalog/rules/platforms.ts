/** `linux/amd64,linux/arm64` as the list it is. */
export function splitPlatforms(joined: string): readonly string[] {
  return joined === '' ? [] : joined.split(',')
}

/** Every platform that occurs in any of the sets, sorted, each once. */
export function distinctPlatforms(sets: readonly string[]): readonly string[] {
  return [...new Set(sets.flatMap(splitPlatforms))].sort()
}

/** The way a set of platforms is stored: sorted, each once, joined by commas. */
export function joinPlatforms(platforms: readonly (string | null)[]): string {
  return [...new Set(platforms.filter((platform) => platform !== null))].sort().join(',')
}
