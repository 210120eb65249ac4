/** An item with a key of its own, though the same may stand in a list several times. */
export interface Keyed<T> {
  readonly key: string
  readonly item: T
}

/** Names each item by its text and by how often that stood before: what is the same keeps its name when others go. */
export function withKeys<T>(items: readonly T[], textOf: (item: T) => string): readonly Keyed<T>[] {
  const seen = new Map<string, number>()
  return items.map((item) => {
    const text = textOf(item)
    const before = seen.get(text) ?? 0
    seen.set(text, before + 1)
    return { key: `${before} ${text}`, item }
  })
}
