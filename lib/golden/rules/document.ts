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

function faultOf({ id, kind, ref, params }: Requirement): string | null {
  if (kind === 'manual') return null
  const item = findItem(ref)
  if (item === undefined) return `${id}: there is no check or evidence ${ref}.`
  if (item.kind !== kind) return `${id}: ${ref} is ${item.kind === 'check' ? 'a check' : 'evidence'}.`
  return faultOfParams(id, params, item.defaults)
}

/** A limit below nothing holds always or never, and one of another kind would be passed over. */
function faultOfParams(id: string, params: Params, defaults: Params): string | null {
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'number' && value < 0) return `${id}: ${name} cannot be below 0.`
    const usual = defaults[name]
    if (usual !== undefined && kindOf(usual) !== kindOf(value)) {
      return `${id}: ${name} has to be a ${kindOf(usual)}.`
    }
  }
  return null
}

type Params = Requirement['params']

function kindOf(value: Params[string]): string {
  if (typeof value === 'boolean') return 'truth value'
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' ? 'number' : 'list'
}
