/** `linux/amd64,linux/arm64` as the list it is. */
export function splitPlatforms(joined: string): readonly string[] {
  return joined === '' ? [] : joined.split(',')
}

/** Every platform that occurs in any of the sets, sorted, each once. */
export function distinctPlatforms(sets: readonly string[]): readonly string[] {
  return [...new Set(sets.flatMap(splitPlatforms))].sort()
}
