import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'

export interface ImageInRepository {
  readonly repositoryId: string
  readonly digest: string
}

export type TagNamesOf = (image: ImageInRepository) => readonly string[]

/** Names of the tags of images, the highest in natural order first, at most `limit` of each. One question for all. */
export async function readTagNames(
  db: Executor,
  images: readonly ImageInRepository[],
  limit: number,
): Promise<TagNamesOf> {
  const names = new Map<string, string[]>()
  const keyOf = ({ repositoryId, digest }: ImageInRepository) => `${repositoryId} ${digest}`
  if (images.length > 0) {
    const asked = images.map(({ repositoryId, digest }) => sql`(${repositoryId}, ${digest})`)
    const { rows } = await sql<ImageInRepository & { readonly name: string }>`
      select repository_id as "repositoryId", digest, name from (
        select repository_id, digest, name,
          row_number() over (partition by repository_id, digest order by name_key desc) as place
        from tag where (repository_id, digest) in (values ${sql.join(asked)})) as named
      where place <= ${limit} order by place`.execute(db)
    for (const row of rows) {
      const found = names.get(keyOf(row)) ?? []
      found.push(row.name)
      names.set(keyOf(row), found)
    }
  }
  return (image) => names.get(keyOf(image)) ?? []
}
