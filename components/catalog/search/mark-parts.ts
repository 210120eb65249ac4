export interface MarkedPart {
  readonly part: string
  readonly isMatch: boolean
  /** Where it begins. */
  readonly at: number
}

/** A text in parts: those that one of the terms matches, letter by letter without regard to case, and the others. */
export function markParts(text: string, terms: readonly string[]): readonly MarkedPart[] {
  const folded = text.toLowerCase()
  const wanted = terms.map((term) => term.toLowerCase()).filter(Boolean)
  const isMarked = new Array<boolean>(text.length).fill(false)
  for (const term of wanted) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      isMarked.fill(true, at, at + term.length)
    }
  }
  const parts: MarkedPart[] = []
  for (let start = 0; start < text.length; ) {
    let end = start + 1
    while (end < text.length && isMarked[end] === isMarked[start]) end += 1
    parts.push({ part: text.slice(start, end), isMatch: isMarked[start] ?? false, at: start })
    start = end
  }
  return parts
}
