import 'server-only'
import { z } from 'zod'
import type { Executor } from '@/lib/db/connection'
import { isDigest } from '@/lib/oci/digest'
import type { AttestationFacts } from '../rules/attestations/facts'

const digest = z.string().refine(isDigest)
const shape = z.object({
  digest,
  members: z.array(digest),
  attachments: z.array(
    z.object({
      digest,
      kind: z.enum(['signature', 'sbom', 'provenance', 'vex', 'other']),
      type: z.string(),
      subject: digest,
      claims: z.array(digest),
      problem: z.string().nullable(),
      signed: z
        .object({
          scheme: z.enum(['raw', 'dsse']),
          payloadType: z.string(),
          payload: z.string(),
          signature: z.string(),
        })
        .nullable(),
      provenance: z
        .object({
          builder: z.string().nullable(),
          mode: z.enum(['min', 'max']).nullable(),
          sources: z.array(z.object({ uri: z.string(), revision: z.string().nullable() })),
        })
        .nullable(),
    }),
  ),
  isComplete: z.boolean(),
})

export interface ReadAttestations {
  readonly facts: AttestationFacts
  readonly readAt: number
}

/** What was attached to a digest when the registry was asked last; undefined while it never was. */
export async function findAttestations(
  db: Executor,
  repositoryId: string,
  digest: string,
): Promise<ReadAttestations | undefined> {
  const row = await db
    .selectFrom('golden_attestation')
    .select(['facts', 'read_at'])
    .where('repository_id', '=', repositoryId)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row && { facts: shape.parse(JSON.parse(row.facts)), readAt: row.read_at }
}

export async function saveAttestations(
  tx: Executor,
  repositoryId: string,
  { facts, readAt }: ReadAttestations,
): Promise<void> {
  await tx
    .insertInto('golden_attestation')
    .values({
      repository_id: repositoryId,
      digest: facts.digest,
      facts: JSON.stringify(facts),
      read_at: readAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['repository_id', 'digest'])
        .doUpdateSet({ facts: JSON.stringify(facts), read_at: readAt }),
    )
    .execute()
}
