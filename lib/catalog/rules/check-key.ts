/** The kind of the job that looks at one repository cheaply, and only at what may have changed. */
export const CHECK_KIND = 'check-repository'

/** Two light checks of one repository are never under way together. */
export function checkKey(registryId: string, repository: string): string {
  return `${CHECK_KIND}:${registryId}:${repository}`
}
