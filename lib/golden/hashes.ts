import 'server-only'
import { createHash } from 'node:crypto'
import { canonicalJson } from '@/lib/core/canonical-json'
import { spokenOf } from './rules/basis'
import type { Finding, PolicyDocument } from './rules/policy'

/** `sha256:…` of a value as RFC 8785 JSON. */
export function jsonDigest(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex')}`
}

/** By what a published policy is named in every decision. */
export function policyDigest(document: PolicyDocument): string {
  return jsonDigest(document)
}

/** By what all that was known is named in every decision. */
export function evidenceDigest(findings: readonly Finding[]): string {
  return jsonDigest(spokenOf(findings))
}
