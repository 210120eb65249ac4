import 'server-only'
import type { Executor } from '@/lib/db/connection'

export interface ReferrerRow {
  readonly digest: string
  readonly media_type: string
  readonly artifact_type: string | null
  readonly size: number
  /** Its manifest's text, for the annotations. */
  readonly body: string | null
}

const REFERRERS_MAX = 200

/** The manifests of a repository that name a digest as their subject, as far as they are indexed. */
export async function listIndexedReferrers(
  db: Executor,
  repositoryId: string,
  subject: string,
): Promise<readonly ReferrerRow[]> {
  return db
    .selectFrom('manifest')
    .innerJoin('repository_manifest', 'repository_manifest.digest', 'manifest.digest')
    .leftJoin('content', 'content.digest', 'manifest.digest')
    .select([
      'manifest.digest',
      'manifest.media_type',
      'manifest.artifact_type',
      'manifest.size',
      'content.body',
    ])
    .where('manifest.subject_digest', '=', subject)
    .where('repository_manifest.repository_id', '=', repositoryId)
    .orderBy('manifest.digest')
    .limit(REFERRERS_MAX)
    .execute()
}
