import type { Database } from '@/lib/db/connection'

/** The groups people are in, as `oidc team-a`, each once for each of its members. */
export async function groupsOf(db: Database): Promise<string[]> {
  const rows = await db.query
    .selectFrom('group_member')
    .innerJoin('user_group', 'user_group.id', 'group_member.group_id')
    .select(['user_group.source', 'user_group.name'])
    .execute()
  return rows.map(({ source, name }) => `${source} ${name}`).sort()
}
