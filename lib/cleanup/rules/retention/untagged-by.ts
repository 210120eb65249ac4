import type { TagFacts, Verdict } from './judge'

/** The digests of one repository that lose their last tag. */
export function untaggedBy(tags: readonly TagFacts[], verdicts: readonly Verdict[]): readonly string[] {
  const staying = new Set<string>()
  const going = new Set<string>()
  tags.forEach(({ digest }, at) => {
    if (digest !== null) (verdicts[at]?.fate === 'delete' ? going : staying).add(digest)
  })
  return [...going].filter((digest) => !staying.has(digest))
}
