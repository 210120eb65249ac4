import type { Output } from '@/lib/api/client/api'

export type Repository = Output<'listRepositories'>['items'][number]

export const LEADING_MAX = 7

/** The repositories of all registries whose newest image is newest; those without a date are left out. */
export function newestOf(lists: readonly (readonly Repository[])[]): readonly Repository[] {
  return lead(lists, (repository) => repository.newestCreatedAt)
}

/** The largest repositories of all registries; those nobody measured are left out. */
export function largestOf(lists: readonly (readonly Repository[])[]): readonly Repository[] {
  return lead(lists, (repository) => repository.totalBytes)
}

function lead(
  lists: readonly (readonly Repository[])[],
  measure: (repository: Repository) => number | null,
): readonly Repository[] {
  return lists
    .flat()
    .filter((repository) => measure(repository) !== null)
    .sort((a, b) => (measure(b) ?? 0) - (measure(a) ?? 0))
    .slice(0, LEADING_MAX)
}
