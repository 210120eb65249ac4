import 'server-only'
import type { GoldenMark } from '@/lib/golden/store/marks'
import type { Marks } from '@/lib/golden/use-cases/find-marks'

export function presentMark({ line, lineId, version, versionId, state, isExpiring }: GoldenMark) {
  return { line, lineId, version, versionId, state, isExpiring }
}

/** What one of the keys is in golden lines. */
export function marksOf(marks: Marks, key: string | null) {
  return key === null ? [] : (marks.get(key) ?? []).map(presentMark)
}
