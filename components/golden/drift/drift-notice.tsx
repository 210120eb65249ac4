import { GOLDEN_DRIFT } from '../../shell/addresses'
import { ButtonLink } from '../../ui/button-link'
import { Notice } from '../../ui/notice'
import { RelativeTime } from '../../ui/relative-time'
import { driftTitle } from './drift-words'

interface DriftNoticeProps {
  drift: readonly {
    readonly id: string
    readonly kind: string
    readonly subject: string
    readonly detectedAt: number
  }[]
  line: string
}

const SHOWN = 3

/** That the registry is not as a golden version has it, with the way to where it is repaired. */
export function DriftNotice({ drift, line }: DriftNoticeProps) {
  if (drift.length === 0) return null
  return (
    <Notice
      tone="danger"
      title={drift.length === 1 ? 'It has drifted' : `It has drifted in ${drift.length} places`}
      actions={
        <ButtonLink size="sm" href={`${GOLDEN_DRIFT}?line=${line}`}>
          Look and repair
        </ButtonLink>
      }
    >
      <ul>
        {drift.slice(0, SHOWN).map(({ id, kind, subject, detectedAt }) => (
          <li key={id} className="wrap-anywhere">
            {driftTitle(kind)}: <code className="font-mono text-xs">{subject}</code>,{' '}
            <RelativeTime at={detectedAt} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}
