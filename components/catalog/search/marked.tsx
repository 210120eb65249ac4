import { Fragment } from 'react'
import { markParts } from './mark-parts'

/** A text with what was looked for in it marked. */
export function Marked({ text, terms }: { text: string; terms: readonly string[] }) {
  return markParts(text, terms).map(({ part, isMatch, at }) =>
    isMatch ? (
      <mark
        key={at}
        className="rounded-[2px] bg-gold-soft text-inherit underline decoration-gold decoration-2 underline-offset-2"
      >
        {part}
      </mark>
    ) : (
      <Fragment key={at}>{part}</Fragment>
    ),
  )
}
