import type { Digest } from '@/lib/oci/digest'

export type AttachmentKind = 'signature' | 'sbom' | 'provenance' | 'vex' | 'other'

/** What a key can be held against. */
export interface SignedBytes {
  /** `raw`: the payload itself was signed; `dsse`: its pre-authentication encoding. */
  readonly scheme: 'raw' | 'dsse'
  /** Of a DSSE envelope; empty for raw. */
  readonly payloadType: string
  /** Base64, both. */
  readonly payload: string
  readonly signature: string
}

/** Where an image says that it was built, and from what. A claim, unless it is signed. */
export interface Provenance {
  readonly builder: string | null
  /** `max` where the build itself is written down; null for formats that do not tell. */
  readonly mode: 'min' | 'max' | null
  readonly sources: readonly { readonly uri: string; readonly revision: string | null }[]
}

/** Something attached to a digest, by whatever convention. */
export interface Attachment {
  /** The manifest it came in. */
  readonly digest: Digest
  readonly kind: AttachmentKind
  /** Media type, or predicate type of an in-toto statement; cleaned. */
  readonly type: string
  /** The digest it is attached to. */
  readonly subject: Digest
  /** Digests its own text names as what it speaks of; none where it names none. */
  readonly claims: readonly Digest[]
  /** Why its text could not be read; null when it was, or need not be. */
  readonly problem: string | null
  readonly signed: SignedBytes | null
  readonly provenance: Provenance | null
}

/** Everything attached to a digest and to the images it is an index of, as the registry had it. */
export interface AttestationFacts {
  readonly digest: Digest
  /** Runnable children of an index; none for an image. */
  readonly members: readonly Digest[]
  readonly attachments: readonly Attachment[]
  /** False when there is more than was read: what is not found may be there. */
  readonly isComplete: boolean
}
