/** What a page says of a one-time link that opens nothing. */
export function closedLink(kind: 'unknown' | 'used' | 'expired'): {
  readonly title: string
  readonly explanation: string
} {
  if (kind === 'used') {
    return {
      title: 'This link was used already',
      explanation: 'It worked once. If the password was not set by you, tell an admin of Assay at once.',
    }
  }
  if (kind === 'expired') {
    return {
      title: 'This link has expired',
      explanation: 'Links hold for 72 hours. An admin of Assay can make another in a moment.',
    }
  }
  return {
    title: 'This link does not hold',
    explanation:
      'It is not whole, a newer one took its place, or the account is gone or disabled. Open the whole link, or ask an admin of Assay for another.',
  }
}
