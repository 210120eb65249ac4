export interface TrashFacts {
  readonly restoredAt: number | null
  readonly problemCode: string | null
  readonly expiresAt: number
}

/** Where something in the trash stands. */
export type TrashState = 'restorable' | 'blobs-gone' | 'restored' | 'expired'

/** What can still be done with something in the trash. What is kept is dropped a while after it expires. */
export function trashState({ restoredAt, problemCode, expiresAt }: TrashFacts, now: number): TrashState {
  if (restoredAt !== null) return 'restored'
  if (expiresAt <= now) return 'expired'
  return problemCode === null ? 'restorable' : 'blobs-gone'
}
