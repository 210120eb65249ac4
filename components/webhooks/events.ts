/** What can be told, in the words of the form. A test holds it to what the API takes. */
export const EVENT_CHOICES = [
  { event: 'tag.created', label: 'A tag appeared' },
  { event: 'tag.moved', label: 'A tag moved to another digest' },
  { event: 'tag.deleted', label: 'A tag is gone' },
  { event: 'retention.finished', label: 'A retention run came to its end' },
  { event: 'retention.refused', label: 'A retention run was refused' },
  { event: 'golden.nominated', label: 'An image was nominated' },
  { event: 'golden.rejected', label: 'A candidate was rejected' },
  { event: 'golden.marked', label: 'A version is golden' },
  { event: 'golden.revocation-scheduled', label: 'A revocation was announced' },
  { event: 'golden.revoked', label: 'A version was revoked' },
  { event: 'golden.restored', label: 'A revoked version is golden again' },
  { event: 'golden.extended', label: 'A version stays golden for longer' },
  { event: 'golden.promoted', label: 'A golden version came into a channel' },
  { event: 'golden.rolled-back', label: 'A channel went back to a version it had before' },
  { event: 'golden.superseded', label: 'A newer version is golden' },
  { event: 'golden.expiring', label: 'A golden version ends soon' },
  { event: 'golden.expired', label: 'A golden version ended' },
  { event: 'golden.drift-detected', label: 'A registry is no longer as a golden version has it' },
  { event: 'golden.drift-resolved', label: 'A registry is again as a golden version has it' },
  { event: 'golden.drift-repaired', label: 'Somebody repaired what had drifted' },
  { event: 'golden.put-back', label: 'Assay put back a golden manifest that was deleted' },
  { event: 'sync.failed', label: 'A registry or repository could not be compared' },
] as const

export type EventName = (typeof EVENT_CHOICES)[number]['event']

/** What a webhook hears of, in one line. */
export function scopeText({ registry, namespace }: { registry: string | null; namespace: string }): string {
  const where = registry ?? 'every registry'
  return namespace === '' ? where : `${namespace} in ${where}`
}
