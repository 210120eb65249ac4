/** How a repository name stands in one path segment: `/` as `~`, which no OCI name holds and every proxy keeps. */
export function repositorySlug(repository: string): string {
  return repository.replaceAll('/', '~')
}

/** The inverse of `repositorySlug`; the result still has to be parsed. */
export function fromRepositorySlug(slug: string): string {
  return slug.replaceAll('~', '/')
}
