import { RelativeTime } from '../../ui/relative-time'
import type { Tag } from '../queries'

/** When a tag was last asked for by its name, with how often; unknown is not never. */
export function PulledTime({ tag: { pulls, pulledAt } }: { tag: Tag }) {
  if (pulls === null) {
    return (
      <span className="text-faint" title="The registry has not told Assay of a single pull.">
        unknown
      </span>
    )
  }
  if (pulledAt === null) {
    return (
      <span className="text-faint" title="Not since the registry tells of pulls.">
        not seen
      </span>
    )
  }
  return (
    <span className="flex gap-2">
      <RelativeTime at={pulledAt} />
      <span className="text-faint tabular-nums" title={`${pulls.toLocaleString('en')} pulls by this name`}>
        ×{pulls.toLocaleString('en')}
      </span>
    </span>
  )
}
