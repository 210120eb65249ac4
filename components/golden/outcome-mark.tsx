import { CircleCheck, CircleHelp, CircleX, type LucideIcon, Minus, TriangleAlert } from 'lucide-react'
import { cx } from '../ui/cx'
import { TONE_TEXT } from '../ui/tone'
import { OUTCOME_WORDS, type Outcome } from './words'

const ICONS: Readonly<Record<Outcome, LucideIcon>> = {
  pass: CircleCheck,
  fail: CircleX,
  warn: TriangleAlert,
  unknown: CircleHelp,
  'not-applicable': Minus,
}

/** What a check or evidence says, by colour, sign and word. */
export function OutcomeMark({ outcome, className }: { outcome: Outcome; className?: string }) {
  const { label, tone, meaning } = OUTCOME_WORDS[outcome]
  const Icon = ICONS[outcome]
  return (
    <span
      title={meaning}
      className={cx(
        'inline-flex w-20 shrink-0 items-center gap-1.5 text-xs font-medium',
        TONE_TEXT[tone],
        className,
      )}
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      {label}
    </span>
  )
}
