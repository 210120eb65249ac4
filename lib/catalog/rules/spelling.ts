const LETTERS = /[a-z]+/g
const WORD_MIN = 4
const WORD_MAX = 16
/** Words of this length and more may have two mistakes, shorter ones have one. */
const TWO_MISTAKES_FROM = 8
const LEARNED_PER_NAME_MAX = 8

/** The words of a name that are worth knowing how to spell: runs of four letters or more, in lower case. */
export function spellableWords(name: string): readonly string[] {
  const runs = [...name.toLowerCase().matchAll(LETTERS)].map(([run]) => run.slice(0, WORD_MAX))
  return [...new Set(runs.filter((run) => run.length >= WORD_MIN))].slice(0, LEARNED_PER_NAME_MAX)
}

/** A word and what is left of it without one letter, or two where two mistakes are allowed. */
export function variantsOf(word: string): readonly string[] {
  const once = withoutOne([word])
  const twice = word.length >= TWO_MISTAKES_FROM ? withoutOne(once) : []
  return [...new Set([word, ...once, ...twice])]
}

function withoutOne(words: readonly string[]): string[] {
  return words.flatMap((word) => [...word].map((_, at) => word.slice(0, at) + word.slice(at + 1)))
}

/** The known words a mistyped one may stand for, the likeliest first. A word that is known stands for itself. */
export function likelyWords(typed: string, known: Iterable<string>): readonly string[] {
  const maxOf = (word: string) => (Math.max(typed.length, word.length) >= TWO_MISTAKES_FROM ? 2 : 1)
  return [...new Set(known)]
    .map((word) => ({ word, mistakes: mistakesBetween(typed, word) }))
    .filter(({ word, mistakes }) => mistakes <= maxOf(word))
    .sort((a, b) => a.mistakes - b.mistakes || compareLikelihood(typed, a.word, b.word))
    .map(({ word }) => word)
}

/** People seldom mistype the first letter, or the number of letters. */
function compareLikelihood(typed: string, a: string, b: string): number {
  const score = (word: string) =>
    (word[0] === typed[0] ? 0 : 10) + Math.min(9, Math.abs(word.length - typed.length))
  return score(a) - score(b) || (a < b ? -1 : 1)
}

/** Letters added, left out, replaced or swapped with their neighbour (optimal string alignment). */
export function mistakesBetween(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      let least = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
      )
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (row > 1 && column > 1 && isSwapped) least = Math.min(least, (before[column - 2] ?? 0) + 1)
      current.push(least)
    }
    before = above
    above = current
  }
  return above[b.length] ?? 0
}

/** A text with some of its runs of letters replaced. */
export function replaceWords(text: string, replacements: ReadonlyMap<string, string>): string {
  return text.toLowerCase().replaceAll(LETTERS, (run) => replacements.get(run) ?? run)
}

/** The runs of letters of what was typed that are long enough to be mistyped. */
export function typedWords(text: string): readonly string[] {
  const runs = [...text.toLowerCase().matchAll(LETTERS)].map(([run]) => run)
  return [...new Set(runs.filter((run) => run.length >= WORD_MIN - 1 && run.length <= WORD_MAX))].slice(0, 4)
}
