const KINDS: Readonly<Record<string, string>> = {
  'tag-moved': 'The tag moved',
  'tag-deleted': 'The tag is gone',
  'manifest-missing': 'The manifest is gone',
  'child-missing': 'An image of the index is gone',
  'channel-tag-moved': 'The tag of a channel moved',
  'channel-tag-missing': 'The tag of a channel is gone',
  'pin-missing': 'A tag against garbage collection is gone',
  'policy-newer': 'The policy has a newer version',
  'evidence-stale': 'Evidence has grown stale',
}

/** What happened, as the head of a row. */
export function driftTitle(kind: string): string {
  return KINDS[kind] ?? kind
}
