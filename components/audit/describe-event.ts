import type { Tone } from '@/components/ui/tone'
import type { AuditEvent } from './queries'

/** `tag.deleted` as people say it: `Tag deleted`. */
export function eventTitle(type: string): string {
  const words = type.replaceAll('.', ' ').replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Types by what they are about, both in alphabetical order. */
export function groupTypes(
  types: readonly string[],
): readonly (readonly [noun: string, types: readonly string[]])[] {
  const groups = new Map<string, string[]>()
  for (const type of types.toSorted()) {
    const noun = eventTitle(type.split('.', 1).join(''))
    groups.set(noun, [...(groups.get(noun) ?? []), type])
  }
  return [...groups]
}

const REMOVING = /\.(?:deleted|removed|revoked|discarded|ended)$/

export function toneOf({ outcome, type }: Pick<AuditEvent, 'outcome' | 'type'>): Tone {
  if (outcome === 'denied') return 'danger'
  return REMOVING.test(type) ? 'warn' : 'neutral'
}

/** What was tried, where an event is a refusal. */
export function deniedAction({ type, facts }: Pick<AuditEvent, 'type' | 'facts'>): string | null {
  const action = type === 'access.denied' ? facts?.action : undefined
  return typeof action === 'string' ? action : null
}

/** One thing that changed; undefined is absent on that side. */
export interface Difference {
  readonly name: string
  readonly before: string | undefined
  readonly after: string | undefined
  readonly isChanged: boolean
}

/** What was and what is, field by field. */
export function differences({ before, after }: Pick<AuditEvent, 'before' | 'after'>): readonly Difference[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return names.map((name) => {
    const was = showValue(before?.[name])
    const is = showValue(after?.[name])
    return { name, before: was, after: is, isChanged: was !== is }
  })
}

/** A value as text: words as they are, everything else as JSON. */
export function showValue(value: unknown): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** An event as a text that can be pasted into a ticket: the same JSON the API answers with. */
export function eventText(event: AuditEvent): string {
  return JSON.stringify(event, null, 2)
}
