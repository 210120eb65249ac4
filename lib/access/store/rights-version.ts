import 'server-only'
import { sql } from 'kysely'

/** How often grants and groups have changed, as a column beside whatever is read: no statement of its own. */
export const rightsVersion = sql<number>`(select version from rights_version where id = 1)`.as(
  'rights_version',
)
