import { BadgeCheck } from 'lucide-react'
import { lineHref } from '../../shell/addresses'
import { Badge } from '../../ui/badge'
import { AppLink } from '../../ui/link'
import type { Line } from '../queries'

/** The golden lines of a repository, each with what is golden in it now. */
export function LineMarks({ lines }: { lines: readonly Line[] }) {
  return lines.map(({ id, name, current, openDrift }) => (
    <AppLink
      key={id}
      href={lineHref(id)}
      title={`Golden line ${name}`}
      className="flex max-w-72 min-w-0 rounded-sm hover:underline"
    >
      <Badge tone={toneOf(current !== null, openDrift)} icon={<BadgeCheck aria-hidden="true" />}>
        <span className="truncate">
          {name} {current === null ? 'has nothing golden' : current.name}
          {openDrift > 0 && ', drifted'}
        </span>
      </Badge>
    </AppLink>
  ))
}

function toneOf(hasCurrent: boolean, openDrift: number): 'gold' | 'danger' | 'neutral' {
  if (openDrift > 0) return 'danger'
  return hasCurrent ? 'gold' : 'neutral'
}
