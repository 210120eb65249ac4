import type { Block, DeletionMethod } from './plan'

/** Why nothing may start, for people. */
export function blockMessage({ code, count }: Block): string {
  const tags = count === 1 ? 'One of these tags is' : `${count} of these tags are`
  switch (code) {
    case 'deletes-disabled':
      return 'Deleting is switched off on this registry.'
    case 'untag-unsupported':
      return 'This registry does not let tags be deleted by the registry API. Delete them in its own console or by its own API.'
    case 'not-probed':
      return 'It is not known how this registry deletes. Check the connection in its settings.'
    case 'tag-is-golden':
      return count === 1
        ? `${tags} protected and stays. Leave it out to delete others.`
        : `${tags} protected and stay. Leave them out to delete the others.`
    case 'nothing-to-delete':
      return 'There is nothing to delete: no such tag is there, or something still needs it.'
  }
}

export interface DescribedMethod {
  readonly reason: string
  /** The setting of the registry that makes it possible. */
  readonly setting: string | null
}

/** How tags are removed and why so, for people. */
export function describeMethod(method: DeletionMethod): DescribedMethod {
  if (method.kind === 'untag') {
    return { reason: 'This registry deletes a tag by its name and leaves the manifest.', setting: null }
  }
  if (method.kind === 'tombstone') {
    return {
      reason:
        'This registry deletes only digests, and every tag of one goes with it. So the tags are pointed at an empty manifest made for this, and that one is deleted: nothing else goes.',
      setting: null,
    }
  }
  if (method.because !== 'deletes-disabled')
    return { reason: blockMessage({ code: method.because, count: 0 }), setting: null }
  return {
    reason: 'Deleting is switched off on this registry.',
    setting: 'storage.delete.enabled: true (REGISTRY_STORAGE_DELETE_ENABLED=true)',
  }
}

/** What became of an item, for people; null where its state says it all. */
export function describeReason(reason: string | null): string | null {
  if (reason === null) return null
  const known: Readonly<Record<string, string>> = {
    changed: 'It names another digest than was confirmed. It was left alone.',
    gone: 'It was not there any more.',
    protected: 'It is protected. It was left alone.',
    'still-needed': 'A tag, an index or a referrer needs it. It was left alone.',
    'pushed-again': 'It was pushed again meanwhile and names what was pushed.',
    'sibling-restored': 'A tag that was pointed to it at the last moment went along and was put back.',
    overwritten: 'Somebody pushed it in the very moment in which it was removed. It names what they pushed.',
    'deletes-disabled': 'The registry does not delete. It names what it did before.',
    'untag-unsupported': 'The registry does not delete tags by this API. It names what it did before.',
    'upstream-denied': 'The account of the registry may not push or delete here.',
    'not-found': 'The registry does not give the manifest, so it could not be kept. It was left alone.',
  }
  return known[reason] ?? 'The registry failed. It names what it did before.'
}
