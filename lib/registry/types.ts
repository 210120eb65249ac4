import type { Secret } from '@/lib/core/secret'
import type { Digest } from '@/lib/oci/digest'
import type { RepositoryName, TagName } from '@/lib/oci/name'

/** How to reach one registry. */
export interface RegistryConnection {
  /** Origin and optional path prefix, no trailing slash: `https://registry.example:5000`. */
  readonly url: string
  readonly username: string | null
  readonly password: Secret | null
  /** Origin of the token realm the admin confirmed; credentials go there and to the registry, nowhere else. */
  readonly realmOrigin: string | null
  /** PEM of additional certificate authorities. */
  readonly caPem: string | null
  /** Asked before the realm is, where the token service of the registry may be our own. */
  readonly tokenSource?: TokenSource | undefined
}

/** A token for one registry, and for how long it holds. */
export interface Token {
  readonly value: string
  readonly lifetimeSeconds: number
}

export interface TokenQuestion {
  /** As the registry named itself in its challenge. */
  readonly service: string | null
  /** Space-separated, as in `repository:team/app:pull`; null asks for none. */
  readonly scope: string | null
}

/** Makes tokens for one registry without asking its realm. */
export interface TokenSource {
  /** Null where somebody else's token service is meant. */
  issue(question: TokenQuestion): Promise<Token | null>
}

/** What may be reached and how long it may take; from the environment, never from a user. */
export interface EgressPolicy {
  /** CIDRs beyond public unicast that may be connected to. */
  readonly allowedCidrs: readonly string[]
}

export type CapabilityState = 'yes' | 'no' | 'unknown'

/** What a registry was found to support. `unknown` where a probe could not tell. */
export interface Capabilities {
  readonly catalog: CapabilityState
  readonly tagPaging: CapabilityState
  readonly deleteEnabled: CapabilityState
  /** `no` deletes by digest alone, `refused` neither a tag nor, for that, anything that stands in for one. */
  readonly deleteByTag: CapabilityState | 'refused'
  readonly referrersApi: CapabilityState
  readonly mount: CapabilityState
  readonly conditionalGet: CapabilityState
  readonly authentication: 'anonymous' | 'basic' | 'bearer'
  /** Token realm as the registry names it, if it uses tokens. */
  readonly realm: string | null
  /** `Docker-Distribution-Api-Version`, `Server` and the like, cleaned; for people. */
  readonly server: string | null
  readonly latencyMs: number
  /** How far the registry's clock is ahead of ours, ms, to about a second; null where it does not say the time. */
  readonly clockSkewMs: number | null
}

export interface FetchedManifest {
  readonly kind: 'manifest'
  readonly digest: Digest
  readonly mediaType: string
  /** The exact bytes; their digest has been verified. */
  readonly bytes: Uint8Array
}

/** Exact bytes of a manifest and what they are. */
export interface ManifestContent {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

export interface ManifestPut {
  readonly repository: RepositoryName
  /** A tag is moved; by digest nothing is tagged. */
  readonly reference: TagName | Digest
  readonly content: ManifestContent
}

/**
 * What a registry made of a request to delete: done; nothing there; deleting switched off; a digest is wanted and no
 * tag, as distribution 2.x says; or it does not do this by this API at all, as Harbor says of tags.
 */
export type DeletionAnswer = 'deleted' | 'absent' | 'disabled' | 'digest-only' | 'unsupported'

export interface BlobCopy {
  readonly from: RepositoryName
  readonly to: RepositoryName
  readonly digest: Digest
  /** Bytes, as the manifest says. */
  readonly size: number
}

export interface UnchangedManifest {
  readonly kind: 'unchanged'
}

export interface TagListing {
  readonly tags: readonly TagName[]
  /** Names that broke the tag grammar and were left out. */
  readonly skipped: number
}

export interface RepositoryListing {
  readonly repositories: readonly RepositoryName[]
  readonly skipped: number
}

export interface ReferrerDescriptor {
  readonly digest: Digest
  readonly mediaType: string
  readonly artifactType: string | null
  readonly size: number
  readonly annotations: Readonly<Record<string, string>>
}

export interface ReferrerListing {
  readonly source: 'api' | 'fallback-tag' | 'none'
  readonly referrers: readonly ReferrerDescriptor[]
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** With a person waiting: a registry that limits requests is an error at once, not a pause of up to 120 s. */
  readonly isImpatient?: boolean | undefined
  /** Asks even a registry that is left alone for having failed, to see whether it is back. */
  readonly isTrial?: boolean | undefined
}

export interface ProbeOptions extends CallOptions {
  /** Repositories to try questions on where there is no catalog to find one in. */
  readonly repositories?: readonly RepositoryName[] | undefined
}

/**
 * One registry, spoken to by the OCI distribution-spec. Every failure is an `UpstreamError`, but an absent
 * repository, manifest or blob, which is a `RegistryNotFoundError`.
 */
export interface RegistryClient {
  readonly url: string
  /** `open` while the registry is away and is not asked; see the circuit of its transport. */
  readonly circuit: 'closed' | 'open' | 'half-open'
  /** Every repository, sorted, each once. @throws UpstreamError where there is no catalog. */
  listRepositories(options?: CallOptions): Promise<RepositoryListing>
  /** Every tag of a repository, each once, in no order. */
  listTags(repository: RepositoryName, options?: CallOptions): Promise<TagListing>
  /** By tag or digest. With `ifNoneMatch` (by tag only) an unchanged tag costs no body and no pull event. */
  getManifest(
    repository: RepositoryName,
    reference: TagName | Digest,
    options?: CallOptions & { readonly ifNoneMatch?: Digest | undefined },
  ): Promise<FetchedManifest | UnchangedManifest>
  /** A blob of at most `bytesMax` bytes, verified. */
  getBlob(
    repository: RepositoryName,
    digest: Digest,
    options: CallOptions & { readonly bytesMax: number },
  ): Promise<Uint8Array>
  /** By the referrers API where there is one, else by the fallback tag. */
  listReferrers(repository: RepositoryName, digest: Digest, options?: CallOptions): Promise<ReferrerListing>
  /** Puts exactly these bytes under a tag, or under their digest alone. Whoever writes last wins. */
  putManifest(put: ManifestPut, options?: CallOptions): Promise<Digest>
  /** By tag the tag alone, where the registry can; by digest, on distribution 2.x, every tag of it too. */
  deleteManifest(
    repository: RepositoryName,
    reference: TagName | Digest,
    options?: CallOptions,
  ): Promise<DeletionAnswer>
  hasBlob(repository: RepositoryName, digest: Digest, options?: CallOptions): Promise<boolean>
  /** A small blob in one piece; nothing is sent when it is there. */
  putBlob(repository: RepositoryName, bytes: Uint8Array, options?: CallOptions): Promise<Digest>
  /** From one repository to another, by mounting where the registry can. */
  copyBlob(copy: BlobCopy, options?: CallOptions): Promise<'mounted' | 'copied'>
  /** Asks harmless questions and writes nothing. */
  probe(options?: ProbeOptions): Promise<Capabilities>
  /** Ends its sockets. */
  close(): Promise<void>
}
