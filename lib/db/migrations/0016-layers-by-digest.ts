import 'server-only'
import { type Migration, sql } from 'kysely'

/** The images on a stack of layers are found by the topmost layer: its index alone is enough, and costs a crawl less. */
export const layersByDigest: Migration = {
  async up(db) {
    await sql`drop index manifest_layer_by_chain`.execute(db)
  },
}
