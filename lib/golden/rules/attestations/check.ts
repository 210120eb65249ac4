import type { ImageConfig } from '@/lib/oci/config'
import type { Digest } from '@/lib/oci/digest'
import { type Check, type CheckResult, fail, type Params, pass, unknown } from '../checks/check'
import type { Attachment, AttachmentKind, AttestationFacts, SignedBytes } from './facts'

/** Everything a check of attestations may look at. */
export interface AttestationSubject {
  /** Null while the registry was not asked. */
  readonly facts: AttestationFacts | null
  /** Runnable images; null when an index could not be read whole. */
  readonly images: readonly { readonly config: Pick<ImageConfig, 'labels'> | null }[] | null
  /** Whether a public key (PEM) made a signature; null for a key that cannot be read. */
  readonly verify: (signed: SignedBytes, key: string) => boolean | null
}

export interface AttestationCheck extends Omit<Check, 'run'> {
  readonly run: (subject: AttestationSubject, params: Params) => CheckResult
}

/** For what has to be attached: to the digest itself, or to every image it is an index of. */
export function ofAttached(
  kind: AttachmentKind,
  judge: (attached: readonly Attachment[], subject: AttestationSubject, params: Params) => CheckResult,
): AttestationCheck['run'] {
  return (subject, params) => {
    const { facts } = subject
    if (facts === null) return unknown('The registry was not asked yet.')
    const attached = facts.attachments.filter((one) => one.kind === kind)
    const bare = withoutAny(facts, attached)
    if (bare.length > 0) {
      if (!facts.isComplete) return unknown('There is more attached than could be read.')
      return fail(attached.length === 0 ? 'None is attached.' : `${bare.length} of its images have none.`)
    }
    return judge(attached, subject, params)
  }
}

/** Passes where one of them will do for the digest, or one for each of its images. */
export function someForEach(
  { digest, members }: Pick<AttestationFacts, 'digest' | 'members'>,
  good: readonly Attachment[],
): boolean {
  return withoutAny({ digest, members }, good).length === 0
}

/** The images no attachment speaks for. One on the index speaks for all of them. */
function withoutAny(
  { digest, members }: Pick<AttestationFacts, 'digest' | 'members'>,
  attached: readonly Attachment[],
): readonly Digest[] {
  const subjects = new Set(attached.map(({ subject }) => subject))
  if (subjects.has(digest)) return []
  const wanted = members.length === 0 ? [digest] : members
  return wanted.filter((member) => !subjects.has(member))
}

/** Whether its text speaks of what it is attached to; text that names nothing is taken at its place. */
export function isAboutItsSubject({ claims, subject }: Attachment): boolean {
  return claims.length === 0 || claims.includes(subject)
}

/** Names what is wrong with all that is attached, or passes. */
export function unlessUnreadable(attached: readonly Attachment[], detail: string): CheckResult {
  const [problem] = attached.flatMap((one) => one.problem ?? [])
  return attached.some((one) => one.problem === null) ? pass(detail) : unknown(problem ?? 'It is unreadable.')
}
