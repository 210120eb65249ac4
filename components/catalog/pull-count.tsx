import { RelativeTime } from '../ui/relative-time'

interface PullCountProps {
  /** Null where no event ever told of a pull: then nobody knows. */
  pulls: { count: number; lastAt: number | null; since: number } | null
}

/** How often something was pulled and when last, and since when anybody counts. */
export function PullCount({ pulls }: PullCountProps) {
  if (pulls === null) {
    return (
      <span className="text-faint" title="The registry has not told Assay of a single pull.">
        unknown
      </span>
    )
  }
  const since = (
    <span className="text-faint">
      since <RelativeTime at={pulls.since} />
    </span>
  )
  if (pulls.count === 0) return <>none {since}</>
  return (
    <>
      {pulls.count.toLocaleString('en')} {since}, the last <RelativeTime at={pulls.lastAt} />
    </>
  )
}
