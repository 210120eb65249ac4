import 'server-only'
import type { Executor } from '@/lib/db/connection'

export async function findSetting(query: Executor, key: string): Promise<string | undefined> {
  const row = await query.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value
}

/** Writes a setting. Until the transaction ends nobody else writes the same one, so it serves as a lock too. */
export async function putSetting(
  query: Executor,
  setting: { readonly key: string; readonly value: string; readonly at: number },
): Promise<void> {
  const row = { value: setting.value, updated_at: setting.at }
  await query
    .insertInto('setting')
    .values({ key: setting.key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute()
}

/** Removes a setting. Of two who try at once, one is told true. */
export async function takeSetting(query: Executor, key: string): Promise<boolean> {
  const result = await query.deleteFrom('setting').where('key', '=', key).executeTakeFirst()
  return result.numDeletedRows > 0n
}
