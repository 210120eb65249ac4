import 'server-only'
import type { Generated } from 'kysely'
import type { Fixed, Flag } from './column'

/** What happened to a tag. Rows are added; only what an event tells later is filled in. */
export interface TagEventTable {
  sequence: Generated<number>
  id: Fixed<string>
  registry_id: Fixed<string>
  /** Of a repository that may be gone by now. */
  repository_id: Fixed<string>
  repository: Fixed<string>
  tag: Fixed<string>
  /** `created`, `moved` or `deleted`. */
  kind: Fixed<string>
  from_digest: Fixed<string | null>
  to_digest: Fixed<string | null>
  /** The last look before it, -1 when nobody had looked. */
  after_at: Fixed<number>
  /** The look that found it. */
  before_at: Fixed<number>
  /** The exact time, from the registry's own event. */
  occurred_at: number | null
  /** Who did it, as the registry's event names them. */
  actor_name: string | null
  /** The program they did it with. */
  client: string | null
  /** `notification`, `crawl`, `light-check` or `assay`. */
  learned_by: Fixed<string>
  /** 1 when the tag was there the first time anybody looked: then nothing is known of when it came. */
  is_first_look: Fixed<Flag>
  /** 1 when the registry delivers events and none told of this. */
  is_unannounced: Flag
  recorded_at: Fixed<number>
}
