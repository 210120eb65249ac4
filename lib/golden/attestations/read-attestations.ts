import 'server-only'
import { ZodError } from 'zod'
import { AppError } from '@/lib/core/errors'
import type { Digest } from '@/lib/oci/digest'
import { displayText } from '@/lib/oci/display'
import { type ImageManifest, type ParsedManifest, parseManifest } from '@/lib/oci/manifest'
import { isTagName, type RepositoryName, type TagName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import type { RegistryClient } from '@/lib/registry/types'
import type { Attachment, AttestationFacts } from '../rules/attestations/facts'
import { isBundle, isInToto, kindOfType } from './kinds'
import { readSimpleSigning, readStatement, readVex, type Said } from './statement'

/** Images of an index that are asked about; more is said to be not complete. */
const MEMBERS_MAX = 20
/** Manifests that are read for one digest. */
const MANIFESTS_MAX = 60
const LAYERS_MAX = 10
const TEXT_BYTES_MAX = 16 * 1024 * 1024
const SIGNATURE = 'dev.cosignproject.cosign/signature'

export interface AttestationQuestion {
  readonly repository: RepositoryName
  readonly digest: Digest
  readonly signal: AbortSignal
}

/**
 * Reads from the registry what is attached to a digest and to the images it is an index of: by the referrers API
 * or its fallback tag, by cosign's tags, and by BuildKit inside an index.
 * @throws RegistryNotFoundError when the digest itself is gone
 * @throws UpstreamError when the registry cannot be asked: then nothing is known
 */
export async function readAttestations(
  client: RegistryClient,
  question: AttestationQuestion,
): Promise<AttestationFacts> {
  const top = await readManifest(client, question, question.digest)
  const children = top.form === 'index' ? top.children : []
  const runnable = children.filter(({ attests, platform }) => attests === null && platform !== null)
  const members = runnable.map(({ digest }) => digest)
  const asked = [question.digest, ...members.slice(0, MEMBERS_MAX)]
  const found = new Map<string, Place>()
  const add = (place: Place) => found.set(`${place.subject} ${place.digest}`, place)

  for (const { digest, attests } of children)
    if (attests !== null) add({ digest, subject: attests, type: '' })
  for (const subject of asked) {
    for (const place of await listAttached(client, question, subject)) add(place)
  }
  const places = [...found.values()]
  const attachments: Attachment[] = []
  for (const place of places.slice(0, MANIFESTS_MAX)) {
    attachments.push(...(await readPlace(client, question, place)))
  }
  const isComplete =
    members.length <= MEMBERS_MAX &&
    places.length <= MANIFESTS_MAX &&
    !(top.form === 'index' && top.isTruncated)
  return { digest: question.digest, members, attachments, isComplete }
}

/** Where something attached is: a manifest, by digest or by the tag a tool keeps it under. */
interface Place {
  readonly digest: Digest | TagName
  readonly subject: Digest
  /** As the listing says; empty where it does not. */
  readonly type: string
}

async function listAttached(
  client: RegistryClient,
  { repository, signal }: AttestationQuestion,
  subject: Digest,
): Promise<readonly Place[]> {
  const { referrers } = await client.listReferrers(repository, subject, { signal })
  const listed = referrers.map(({ digest, artifactType }) => ({ digest, subject, type: artifactType ?? '' }))
  const tags = ['sig', 'att', 'sbom'].map((kind) => `${subject.replace(':', '-')}.${kind}`).filter(isTagName)
  return [...listed, ...tags.map((digest) => ({ digest, subject, type: '' }))]
}

async function readPlace(
  client: RegistryClient,
  question: AttestationQuestion,
  { digest, subject, type }: Place,
): Promise<readonly Attachment[]> {
  try {
    const { repository, signal } = question
    const answer = await client.getManifest(repository, digest, { signal })
    if (answer.kind !== 'manifest') return []
    const manifest = parseManifest(answer.bytes, answer.mediaType)
    const outer = type === '' ? (manifest.artifactType ?? '') : type
    if (manifest.form !== 'image') return [unread(answer.digest, subject, { type: outer, problem: null })]
    return await readLayers(client, question, { manifest, digest: answer.digest, subject, type: outer })
  } catch (error) {
    // A tag nobody has put, or a referrer that was taken away since it was listed.
    if (error instanceof RegistryNotFoundError) return []
    // Whoever may push may attach anything: what cannot be read hides nothing else.
    if (!(error instanceof AppError && BROKEN.has(error.code))) throw error
    return [unread(subject, subject, { type, problem: 'Its manifest cannot be read.' })]
  }
}

const BROKEN: ReadonlySet<string> = new Set([
  'upstream-invalid',
  'upstream-ambiguous',
  'upstream-too-large',
  'upstream-digest-mismatch',
  'invalid-evidence',
])

interface Holder {
  readonly manifest: ImageManifest
  readonly digest: Digest
  readonly subject: Digest
  readonly type: string
}

async function readLayers(
  client: RegistryClient,
  question: AttestationQuestion,
  { manifest, digest, subject, type }: Holder,
): Promise<readonly Attachment[]> {
  const attachments: Attachment[] = []
  for (const layer of manifest.layers.slice(0, LAYERS_MAX)) {
    const said = layer.annotations['in-toto.io/predicate-type'] ?? ''
    const isOuter =
      kindOfType(layer.mediaType) === 'other' && !isBundle(layer.mediaType) && !isInToto(layer.mediaType)
    const own = isOuter ? type : layer.mediaType
    const expected = kindOfType(said === '' ? own : said)
    const read = readerOf(own, layer.annotations[SIGNATURE])
    if (read === null) {
      attachments.push({ ...unread(digest, subject, { type: own, problem: null }), kind: expected })
      continue
    }
    const text = await readText(client, question, { layer, read })
    const about = { ...unread(digest, subject, { type: said || own, problem: null }), kind: expected }
    attachments.push(typeof text === 'string' ? { ...about, problem: text } : { ...about, ...text })
  }
  return attachments
}

type Reader = (bytes: Uint8Array) => Said

/** Null for what is believed by its type and not opened. */
function readerOf(type: string, signature: string | undefined): Reader | null {
  if (/simplesigning\.v1\+json$/.test(type)) return (bytes) => readSimpleSigning(bytes, signature)
  if (kindOfType(type) === 'vex') return readVex
  return isBundle(type) || isInToto(type) ? readStatement : null
}

/** What a layer says, or why it could not be read. */
async function readText(
  client: RegistryClient,
  { repository, signal }: AttestationQuestion,
  { layer, read }: { readonly layer: ImageManifest['layers'][number]; readonly read: Reader },
): Promise<Said | string> {
  if (layer.size > TEXT_BYTES_MAX) return 'Its text is larger than 16 MiB.'
  try {
    return read(await client.getBlob(repository, layer.digest, { signal, bytesMax: TEXT_BYTES_MAX }))
  } catch (error) {
    if (error instanceof RegistryNotFoundError) return 'The registry does not hold its text any more.'
    const isBroken = error instanceof ZodError || (error instanceof AppError && BROKEN.has(error.code))
    if (isBroken) return 'Its text is not what its type says.'
    throw error
  }
}

function unread(
  digest: Digest,
  subject: Digest,
  { type, problem }: { readonly type: string; readonly problem: string | null },
): Attachment {
  const kind = kindOfType(type)
  const shown = displayText(type)
  return { digest, kind, type: shown, subject, claims: [], problem, signed: null, provenance: null }
}

async function readManifest(
  client: RegistryClient,
  { repository, signal }: AttestationQuestion,
  digest: Digest,
): Promise<ParsedManifest> {
  const answer = await client.getManifest(repository, digest, { signal })
  if (answer.kind !== 'manifest') throw new RegistryNotFoundError()
  return parseManifest(answer.bytes, answer.mediaType)
}
