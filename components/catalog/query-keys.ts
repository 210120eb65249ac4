/** The roots of the catalogue's query keys, for who makes queries old without asking them. */

export const registryKey = (registry: string) => ['registries', registry] as const

/** The repository with `/` written as `~`. */
export const repositoryKey = ({
  registry,
  repository,
}: {
  readonly registry: string
  readonly repository: string
}) => [...registryKey(registry), 'repositories', repository] as const
