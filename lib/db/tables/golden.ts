import 'server-only'
import type { Generated } from 'kysely'
import type { Fixed, Flag } from './column'

/** A process of the organisation. What it asks for is in its versions. */
export interface GoldenPolicyTable {
  id: Fixed<string>
  name: string
  description: string
  latest_version: number
  created_at: Fixed<number>
  created_by: Fixed<string>
  archived_at: number | null
}

/** Immutable once published. */
export interface GoldenPolicyVersionTable {
  policy_id: Fixed<string>
  version: Fixed<number>
  /** `sha256:…` of the document's canonical JSON (RFC 8785). */
  digest: Fixed<string>
  /** JSON of a `PolicyDocument`. */
  document: Fixed<string>
  reason: Fixed<string>
  published_by: Fixed<string>
  published_at: Fixed<number>
}

/** A golden stream that consumers mean, such as `debian12-base`. */
export interface GoldenLineTable {
  id: Fixed<string>
  registry_id: Fixed<string>
  /** Changes when the repository comes back after it was gone from the index. */
  repository_id: string
  /** Its name, by which it is found again. */
  repository: Fixed<string>
  name: string
  description: string
  /** RE2 for a whole tag: what is pushed under one that matches is nominated by itself. Null for never. */
  tag_pattern: string | null
  policy_id: string
  /** 1 to put tags on everything a golden version is made of, so that garbage collection leaves it. */
  has_pins: Flag
  /** What becomes of a golden manifest that is deleted at the registry. */
  on_missing: 'put-back' | 'tell'
  /** 0 while it is a draft: nothing is nominated into it. */
  is_published: Flag
  /** Rises with each change. */
  revision: number
  created_at: Fixed<number>
  created_by: Fixed<string>
  archived_at: number | null
}

/** One digest proposed for, or marked golden in, one line. Superseded and expired follow from clock and siblings. */
export interface GoldenVersionTable {
  id: Fixed<string>
  line_id: Fixed<string>
  name: string
  digest: Fixed<string>
  media_type: Fixed<string>
  /** The tag it was nominated by; null when it was named by digest. */
  tag: string | null
  status: 'candidate' | 'golden' | 'rejected' | 'revoked'
  /** What it was judged by last: for a candidate the line's newest policy, else the one it was marked by. */
  policy_digest: string
  policy_version: number
  /** Digest of what all requirements said, waivers included. */
  evidence_digest: string
  nominated_by_kind: string
  nominated_by_id: string
  nominated_by: string
  nominated_at: number
  nominated_how: 'person' | 'token' | 'tag-pattern'
  marked_at: number | null
  expires_at: number | null
  /** A revocation that is announced; null for none. Kept when it has come. */
  revoke_at: number | null
  revocation_category: string | null
  revocation_reason: string | null
  evaluated_at: number
  /** JSON of the findings of the last evaluation. */
  findings: string
  /** Approvals the policy it was judged by asks for. */
  approvals_needed: number
  /** Rises with every change that somebody who decides has to have seen. */
  revision: number
}

/** `member`: what runs. `closure`: what it cannot be without besides, such as its index and attestations. */
export interface GoldenMemberTable {
  version_id: Fixed<string>
  digest: Fixed<string>
  platform: Fixed<string | null>
  role: Fixed<'member' | 'closure'>
}

/** An act of somebody with what it was based on. Never changed, and removed only with its line. */
export interface GoldenDecisionTable {
  sequence: Generated<number>
  id: Fixed<string>
  line_id: Fixed<string>
  version_id: Fixed<string | null>
  channel: Fixed<string | null>
  /** A `DecisionVerb`. */
  verb: Fixed<string>
  actor_kind: Fixed<string>
  actor_id: Fixed<string>
  actor_name: Fixed<string>
  reason: Fixed<string | null>
  at: Fixed<number>
  digest: Fixed<string | null>
  policy_digest: Fixed<string | null>
  evidence_digest: Fixed<string | null>
  /** JSON: for `mark` the findings, evidence, waivers and approvals of that moment, and `expiresAt`. */
  facts: Fixed<string>
  /** The row of the audit log it is, whose place in the chain and hash are found there. */
  audit_event_id: Fixed<string>
}

/** One requirement of one version, let pass for a while. Holds once it is granted. */
export interface GoldenWaiverTable {
  id: Fixed<string>
  version_id: Fixed<string>
  requirement_id: Fixed<string>
  reason: Fixed<string>
  expires_at: Fixed<number>
  requested_by_id: Fixed<string>
  requested_by: Fixed<string>
  requested_at: Fixed<number>
  granted_by_id: string | null
  granted_by: string | null
  granted_at: number | null
}

/** What the clock brought about, once for each epoch of it. */
export interface GoldenTickTable {
  version_id: Fixed<string>
  event: Fixed<string>
  epoch: Fixed<number>
  at: Fixed<number>
}

/** The bytes of a piece of evidence, gzipped, as base64. */
export interface GoldenPayloadTable {
  digest: Fixed<string>
  /** Bytes before they were gzipped. */
  size: Fixed<number>
  body: Fixed<string>
}

/** A fact about a digest, from anyone. Never changed. */
export interface GoldenEvidenceTable {
  id: Fixed<string>
  registry_id: Fixed<string>
  repository_id: string
  repository: Fixed<string>
  digest: Fixed<string>
  /** `EVD-001` to `EVD-008`. */
  type: Fixed<string>
  producer_kind: Fixed<'ci' | 'user' | 'console'>
  producer_id: Fixed<string>
  producer: Fixed<string>
  tool: Fixed<string | null>
  /** JSON of an `EvidenceSummary`. */
  summary: Fixed<string>
  payload_digest: Fixed<string>
  media_type: Fixed<string>
  note: Fixed<string | null>
  url: Fixed<string | null>
  observed_at: Fixed<number>
  valid_until: Fixed<number | null>
  created_at: Fixed<number>
}

/** What the attestations and referrers of a digest say, as they were read from the registry last. */
export interface GoldenAttestationTable {
  repository_id: Fixed<string>
  digest: Fixed<string>
  /** JSON. */
  facts: string
  read_at: number
}

/** A pointer of a line to one of its versions. Its history is its decisions. */
export interface GoldenChannelTable {
  line_id: Fixed<string>
  name: Fixed<string>
  /** From 0 on: the way up the ladder. */
  position: number
  version_id: string | null
  /** The tag it is shown by in the registry; null for none. */
  tag: string | null
  /** Where that tag is, when it is another repository than the line's. */
  target_repository_id: string | null
  target_repository: string | null
  /** 1 where promoting takes an approver. */
  is_production: Flag
  is_held: Flag
  soak_hours: number
  approvals_min: number
  revision: number
}

/** Something that is no longer as a golden version has it. One open row for each version, kind and subject. */
export interface GoldenDriftTable {
  id: Fixed<string>
  line_id: Fixed<string>
  version_id: Fixed<string>
  kind: Fixed<string>
  /** The tag, digest or requirement it is about. */
  subject: Fixed<string>
  expected: Fixed<string | null>
  found: string | null
  detected_at: Fixed<number>
  learned_by: Fixed<string>
  resolved_at: number | null
  resolution: string | null
  /** How often Assay began to put back what is missing, and when it may again; null while it never did. */
  attempts: Generated<number>
  attempt_again_at: number | null
  /** Why the last attempt failed; null while it has no outcome. */
  attempt_problem: string | null
}

/**
 * A tag of a line's or channel's repository about which something was learned: the database writes a row with each
 * tag event, and whoever has handled it removes exactly that row.
 */
export interface GoldenTouchTable {
  sequence: Generated<number>
  repository_id: Fixed<string>
  tag: Fixed<string>
}
