import { z } from 'zod'
import { isDigest } from '@/lib/oci/digest'
import { displayText } from '@/lib/oci/display'
import { parseUpstreamJson } from '@/lib/oci/json'
import { readEvidence } from '../evidence/read-evidence'
import type { Attachment, Provenance, SignedBytes } from '../rules/attestations/facts'
import { kindOfType } from './kinds'

/** What the text of an attachment says of itself. */
export type Said = Pick<Attachment, 'kind' | 'type' | 'claims' | 'signed' | 'provenance'>

/** More is not kept for checking: signatures are over small texts. */
const SIGNED_LENGTH_MAX = 64 * 1024
const SOURCES_MAX = 20

const statementShape = z.object({
  predicateType: z.string().max(1024),
  subject: z
    .array(z.object({ digest: z.record(z.string(), z.string()) }))
    .max(1000)
    .default([]),
  predicate: z.unknown(),
})

const base64 = z.string().regex(/^[A-Za-z0-9+/=_-]*$/)
const envelopeShape = z.object({
  payloadType: z.string().max(256),
  payload: base64,
  signatures: z.array(z.object({ sig: base64.max(16_384) })).max(10),
})
const bundleShape = z.object({ dsseEnvelope: envelopeShape })

/** Reads an in-toto statement, bare, in a DSSE envelope or in a Sigstore bundle. @throws UpstreamError, ZodError */
export function readStatement(bytes: Uint8Array): Said {
  const document = parseUpstreamJson(bytes)
  const bundle = bundleShape.safeParse(document)
  const envelope = bundle.success ? bundle.data.dsseEnvelope : envelopeShape.safeParse(document).data
  if (envelope === undefined) return saidBy(statementShape.parse(document), null)
  const payload = Buffer.from(envelope.payload, 'base64')
  return saidBy(statementShape.parse(parseUpstreamJson(payload)), signedOf(envelope))
}

/** Reads a bare OpenVEX document. @throws InvalidInputError `invalid-evidence` */
export function readVex(bytes: Uint8Array): Said {
  const { subjects } = readEvidence('EVD-004', bytes)
  return { kind: 'vex', type: 'OpenVEX', claims: subjects, signed: null, provenance: null }
}

function saidBy(statement: z.output<typeof statementShape>, signed: SignedBytes | null): Said {
  const kind = kindOfType(statement.predicateType)
  // What says that it is VEX has to be.
  if (kind === 'vex') readVex(Buffer.from(JSON.stringify(statement.predicate ?? null)))
  return {
    kind,
    type: displayText(statement.predicateType),
    claims: statement.subject.map(({ digest }) => `sha256:${digest.sha256 ?? ''}`).filter(isDigest),
    signed: kind === 'signature' ? signed : null,
    provenance: kind === 'provenance' ? readProvenance(statement.predicate) : null,
  }
}

/** Exactly one signature: of several it would not be said which one counts. */
function signedOf({ payload, payloadType, signatures }: z.output<typeof envelopeShape>): SignedBytes | null {
  const [only, ...more] = signatures
  if (only === undefined || more.length > 0 || payload.length > SIGNED_LENGTH_MAX) return null
  return { scheme: 'dsse', payloadType, payload, signature: only.sig }
}

const simpleSigning = z.object({
  critical: z.object({ image: z.object({ 'docker-manifest-digest': z.string() }) }),
})

/** Reads what cosign signs of an image: a text that names the digest. @throws UpstreamError, ZodError */
export function readSimpleSigning(bytes: Uint8Array, signature: string | undefined): Said {
  const claim = simpleSigning.parse(parseUpstreamJson(bytes)).critical.image['docker-manifest-digest']
  const isUsable =
    signature !== undefined && base64.safeParse(signature).success && signature.length <= 16_384
  const payload = Buffer.from(bytes).toString('base64')
  const isSmall = payload.length <= SIGNED_LENGTH_MAX
  return {
    kind: 'signature',
    type: 'cosign',
    // Text that names something that is no digest speaks of nothing that could be meant.
    claims: isDigest(claim) ? [claim] : [],
    signed:
      isUsable && isSmall && isDigest(claim) ? { scheme: 'raw', payloadType: '', payload, signature } : null,
    provenance: null,
  }
}

const text = z.string().max(4096).optional().catch(undefined)
const material = z.object({ uri: text, digest: z.record(z.string(), z.string()).optional().catch(undefined) })
const materials = z.array(material).max(1000).optional().catch(undefined)
const vcs = z.object({ source: text, revision: text }).optional().catch(undefined)

const provenanceShape = z.object({
  // v1
  buildDefinition: z
    .object({
      externalParameters: z
        .object({
          configSource: material.optional().catch(undefined),
          workflow: z.object({ repository: text }).optional().catch(undefined),
        })
        .optional()
        .catch(undefined),
      buildType: text,
      internalParameters: z.object({ buildConfig: z.unknown() }).partial().optional().catch(undefined),
      resolvedDependencies: materials,
    })
    .optional()
    .catch(undefined),
  runDetails: z
    .object({
      builder: z.object({ id: text }).optional().catch(undefined),
      metadata: z
        .object({ buildkit_metadata: z.object({ vcs }).optional().catch(undefined) })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  // v0.2
  buildType: text,
  builder: z.object({ id: text }).optional().catch(undefined),
  buildConfig: z.unknown().optional(),
  invocation: z
    .object({ configSource: material.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  materials,
  metadata: z
    .object({ 'https://mobyproject.org/buildkit@v1#metadata': z.object({ vcs }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

/** Reads SLSA provenance v0.2 and v1, as BuildKit and GitHub write it. Undefined parts are unknown. */
function readProvenance(predicate: unknown): Provenance | null {
  const parsed = provenanceShape.safeParse(predicate)
  if (!parsed.success) return null
  const { data } = parsed
  const builder = data.runDetails?.builder?.id ?? data.builder?.id
  const config = data.buildConfig ?? data.buildDefinition?.internalParameters?.buildConfig
  return {
    builder: builder === undefined || builder === '' ? null : displayText(builder),
    mode: config === undefined ? leastMode(data.buildDefinition?.buildType ?? data.buildType) : 'max',
    sources: sourcesOf(data).slice(0, SOURCES_MAX),
  }
}

/** BuildKit leaves the build out of what it calls min; other builders do not know the word. */
function leastMode(buildType: string | undefined): 'min' | null {
  return buildType !== undefined && /buildkit/i.test(buildType) ? 'min' : null
}

function sourcesOf(data: z.output<typeof provenanceShape>): Provenance['sources'] {
  const told = [
    data.runDetails?.metadata?.buildkit_metadata?.vcs,
    data.metadata?.['https://mobyproject.org/buildkit@v1#metadata']?.vcs,
  ].flatMap((one) => (one?.source === undefined ? [] : { uri: one.source, revision: one.revision ?? null }))
  const external = data.buildDefinition?.externalParameters
  const listed = [
    external?.configSource,
    data.invocation?.configSource,
    ...(data.buildDefinition?.resolvedDependencies ?? []),
    ...(data.materials ?? []),
  ].flatMap((one) => {
    const uri = one?.uri
    return uri !== undefined && isCode(uri) ? { uri, revision: revisionOf(one?.digest) } : []
  })
  const workflow = external?.workflow?.repository
  const all = [...told, ...listed, ...(workflow === undefined ? [] : [{ uri: workflow, revision: null }])]
  return all.map(({ uri, revision }) => ({
    uri: displayText(uri),
    revision: revision === null ? null : displayText(revision),
  }))
}

/** Base images are materials too; code is what has a version control address. */
function isCode(uri: string): boolean {
  return /^(?:git\+|https?:|ssh:|git:|git@)/.test(uri)
}

function revisionOf(digest: Readonly<Record<string, string>> | undefined): string | null {
  return digest?.gitCommit ?? digest?.sha1 ?? null
}
