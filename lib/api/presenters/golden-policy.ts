import 'server-only'
import { can } from '@/lib/access/rules/can'
import type { Actor } from '@/lib/core/actor'
import { isEvidenceType } from '@/lib/core/evidence-types'
import { policyDocument } from '@/lib/core/golden-policy'
import { EVIDENCE_FORMATS } from '@/lib/golden/evidence/read-evidence'
import type { CatalogueItem } from '@/lib/golden/rules/catalogue'
import type { PolicyRow, PolicyVersion } from '@/lib/golden/store/policies'
import type { Catalogue } from '@/lib/golden/use-cases/read-catalogue'
import { presentAllowed } from './allowed'

function presentInfo({ version, digest, reason, publishedBy, publishedAt }: PolicyVersion) {
  return { version, digest, reason, publishedBy, publishedAt }
}

export function presentPolicyVersion(policy: string, version: PolicyVersion) {
  return { policy, ...presentInfo(version), document: policyDocument.parse(version.document) }
}

export function presentGoldenPolicy(policy: PolicyRow, actor: Actor) {
  return {
    id: policy.id,
    name: policy.name,
    description: policy.description,
    latestVersion: policy.latestVersion,
    latest: { ...presentInfo(policy.latest), document: policyDocument.parse(policy.latest.document) },
    lineCount: policy.lineCount,
    createdBy: policy.createdBy,
    createdAt: policy.createdAt,
    archivedAt: policy.archivedAt,
    can: { publish: presentAllowed(can(actor, 'golden-policy:publish')) },
  }
}

export function presentGoldenPolicies(policies: readonly PolicyRow[], actor: Actor) {
  return {
    items: policies.map((policy) => presentGoldenPolicy(policy, actor)),
    can: { create: presentAllowed(can(actor, 'golden-policy:publish')) },
  }
}

export function presentGoldenPolicyDetail(
  { policy, versions }: { readonly policy: PolicyRow; readonly versions: readonly PolicyVersion[] },
  actor: Actor,
) {
  return { ...presentGoldenPolicy(policy, actor), versions: versions.map(presentInfo) }
}

export function presentCatalogue({ items, starting }: Catalogue) {
  return {
    items: items.map(presentItem),
    starting: policyDocument.parse(starting),
  }
}

function presentItem({ ref, kind, name, title, explanation, remedy, ...item }: CatalogueItem) {
  const defaults = Object.fromEntries(
    Object.entries(item.defaults).map(([key, value]) => [
      key,
      typeof value === 'object' ? [...value] : value,
    ]),
  )
  const formats = isEvidenceType(ref) ? [...EVIDENCE_FORMATS[ref]] : []
  const { severity, sources } = item
  return { ref, kind, name, title, explanation, remedy, sources: [...sources], severity, defaults, formats }
}
