/** What can be told, in the words of the form. A test holds it to what the API takes. */
export const EVENT_CHOICES = [
  { event: 'tag.created', label: 'A tag appeared' },
  { event: 'tag.moved', label: 'A tag moved to another digest' },
  { event: 'tag.deleted', label: 'A tag is gone' },
  { event: 'retention.finished', label: 'A retention run came to its end' },
  { event: 'retention.refused', label: 'A retention run was refused' },
  { event: 'sync.failed', label: 'A registry or repository could not be compared' },
] as const

export type EventName = (typeof EVENT_CHOICES)[number]['event']

/** What a webhook hears of, in one line. */
export function scopeText({ registry, namespace }: { registry: string | null; namespace: string }): string {
  const where = registry ?? 'every registry'
  return namespace === '' ? where : `${namespace} in ${where}`
}
