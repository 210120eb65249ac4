/** The next firings of a schedule, in its own time zone. */
export function NextRuns({ runs, timeZone }: { runs: readonly number[]; timeZone: string }) {
  return (
    <p className="text-xs text-muted">
      Next runs ({timeZone}): {runs.map((at) => momentIn(at, timeZone)).join(' · ')}
    </p>
  )
}

function momentIn(at: number, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(at)
  } catch {
    // A zone that is being typed.
    return new Date(at).toISOString()
  }
}
