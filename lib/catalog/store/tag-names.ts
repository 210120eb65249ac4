import 'server-only'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '@/lib/db/connection'
import { listOf } from '@/lib/db/dialects/features'

export interface ImageInRepository {
  readonly repositoryId: string
  readonly digest: string
}

const names = z.array(z.string())

export type TagNamesOf = (image: ImageInRepository) => readonly string[]

/** Names of the tags of images, the highest in natural order first, at most `limit` of each. One question for all. */
export async function readTagNames(
  { dialect, query }: Database,
  images: readonly ImageInRepository[],
  limit: number,
): Promise<TagNamesOf> {
  const keyOf = ({ repositoryId, digest }: ImageInRepository) => `${repositoryId} ${digest}`
  if (images.length === 0) return () => []
  const asked = images.map(({ repositoryId, digest }) => sql`(${repositoryId}, ${digest})`)
  const first = listOf(
    dialect,
    'name',
    sql`select name from tag where repository_id = asked.repository_id and digest = asked.digest
      order by name_key desc limit ${limit}`,
  )
  const { rows } = await sql<ImageInRepository & { readonly names: string }>`
    with asked (repository_id, digest) as (values ${sql.join(asked)})
    select repository_id as "repositoryId", digest, ${first} as names from asked`.execute(query)
  const found = new Map(rows.map((row) => [keyOf(row), names.parse(JSON.parse(row.names))]))
  return (image) => found.get(keyOf(image)) ?? []
}
