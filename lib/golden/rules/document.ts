import { findItem } from './catalogue'
import type { PolicyDocument, Requirement } from './policy'

/** Why a policy cannot be published, in words; null when it can. */
export function faultOfPolicy({ requirements, approvalsMin }: PolicyDocument): string | null {
  for (const requirement of requirements) {
    const fault = faultOf(requirement)
    if (fault !== null) return fault
  }
  const isEmpty = approvalsMin === 0 && requirements.every(({ level }) => level === 'warn')
  return isEmpty ? 'A policy has to ask for something: a requirement that blocks, or an approval.' : null
}

function faultOf({ id, kind, ref }: Requirement): string | null {
  if (kind === 'manual') return null
  const item = findItem(ref)
  if (item === undefined) return `${id}: there is no check or evidence ${ref}.`
  return item.kind === kind ? null : `${id}: ${ref} is ${item.kind === 'check' ? 'a check' : 'evidence'}.`
}
