import type { Params, ParamValue, PolicyDraft, Requirement } from './policy-draft'

export type ReadDraft =
  | { readonly kind: 'draft'; readonly draft: PolicyDraft }
  | { readonly kind: 'wrong'; readonly message: string }

type Fields = Readonly<Record<string, unknown>>

class WrongError extends Error {}

/** A policy out of JSON text, or what is wrong with it. The server checks further when it is published. */
export function readDraft(text: string): ReadDraft {
  try {
    return { kind: 'draft', draft: draftOf(fieldsOf(JSON.parse(text), 'The policy')) }
  } catch (error) {
    if (error instanceof WrongError) return { kind: 'wrong', message: error.message }
    return { kind: 'wrong', message: error instanceof Error ? error.message : 'It is not JSON.' }
  }
}

function draftOf(from: Fields): PolicyDraft {
  const { requirements } = from
  if (!Array.isArray(requirements)) throw new WrongError('requirements is a list.')
  return {
    requirements: requirements.map((one, at) => requirementOf(fieldsOf(one, `Requirement ${at + 1}`), at)),
    approvalsMin: numberOf(from, 'approvalsMin'),
    approverGroups: textsOf(from, 'approverGroups'),
    validityDays: daysOf(from, 'validityDays'),
    graceDays: numberOf(from, 'graceDays'),
    waiverDaysMax: numberOf(from, 'waiverDaysMax'),
    platforms: textsOf(from, 'platforms'),
  }
}

function requirementOf(from: Fields, at: number): Requirement {
  const { id, kind, ref, level, isWaivable } = from
  if (typeof id !== 'string' || typeof ref !== 'string') {
    throw new WrongError(`Requirement ${at + 1} needs id and ref.`)
  }
  if (kind !== 'check' && kind !== 'evidence' && kind !== 'manual') {
    throw new WrongError(`The kind of ${id} is check, evidence or manual.`)
  }
  if (level !== 'block' && level !== 'warn') throw new WrongError(`The level of ${id} is block or warn.`)
  return {
    id,
    kind,
    ref,
    level,
    params: paramsOf(from.params ?? {}, id),
    maxAgeDays: daysOf(from, 'maxAgeDays'),
    isWaivable: isWaivable !== false,
  }
}

function paramsOf(value: unknown, id: string): Params {
  const params: Record<string, ParamValue> = {}
  for (const [name, param] of Object.entries(fieldsOf(value, `params of ${id}`))) {
    if (!isParam(param)) throw new WrongError(`${name} of ${id} is a text, number, truth value or list.`)
    params[name] = param
  }
  return params
}

function isParam(value: unknown): value is ParamValue {
  return ['string', 'number', 'boolean'].includes(typeof value) || isTexts(value)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function fieldsOf(value: unknown, what: string): Fields {
  if (!isFields(value)) throw new WrongError(`${what} is an object.`)
  return value
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function numberOf(from: Fields, name: string): number {
  const value = from[name]
  if (typeof value !== 'number') throw new WrongError(`${name} is a number.`)
  return value
}

function daysOf(from: Fields, name: string): number | null {
  const value = from[name] ?? null
  if (value !== null && typeof value !== 'number')
    throw new WrongError(`${name} is a number of days, or null.`)
  return value
}

function textsOf(from: Fields, name: string): readonly string[] {
  const value = from[name] ?? []
  if (!isTexts(value)) throw new WrongError(`${name} is a list of texts.`)
  return value
}
