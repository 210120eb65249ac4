import 'server-only'
import { z } from 'zod'
import type { Executor } from '@/lib/db/connection'
import { coalesce, condense, type RawChange, type ShownChange } from './rules/gather'
import { listJobPlaces, listRegistryNames, listRepositoryPlaces } from './store/names'

const jobInput = z.object({ repository: z.string().nullish() }).catch({})

/** Changes under the names people know things by, one for each topic. What is gone by now is left out. */
export async function showChanges(
  db: Executor,
  changes: readonly RawChange[],
): Promise<readonly ShownChange[]> {
  const byTopic = coalesce(changes)
  const whatOf = (topic: string) => byTopic.get(topic) ?? []
  const idsOf = (kind: string) =>
    [...byTopic.keys()]
      .filter((topic) => topic.startsWith(`${kind}:`))
      .map((topic) => topic.slice(kind.length + 1))

  const registries = await listRegistryNames(db, idsOf('registry'))
  const repositories = await listRepositoryPlaces(db, idsOf('repository'))
  const jobs = await listJobPlaces(db, idsOf('job'))
  return condense([
    ...(byTopic.has('registries') ? [{ topic: 'registries', what: whatOf('registries') } as const] : []),
    ...registries.map(({ id, name }) => ({
      topic: 'registry' as const,
      registryId: id,
      registry: name,
      what: whatOf(`registry:${id}`),
    })),
    ...repositories.map((row) => ({
      topic: 'repository' as const,
      registryId: row.registry_id,
      registry: row.registry,
      repository: row.name,
      what: whatOf(`repository:${row.id}`),
    })),
    ...jobs.map((row) => ({
      topic: 'job' as const,
      job: row.id,
      registryId: row.registry_id,
      repository: jobInput.parse(JSON.parse(row.input)).repository ?? null,
      what: whatOf(`job:${row.id}`),
    })),
    ...idsOf('webhook').map((id) => ({
      topic: 'webhook' as const,
      webhook: id,
      what: whatOf(`webhook:${id}`),
    })),
  ])
}
