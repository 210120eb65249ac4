const TEXTS: Readonly<Record<string, string>> = {
  'invalid-credentials': 'The name or the password is wrong.',
  'too-many-attempts': 'Too many attempts. Wait a few minutes and try again.',
  'database-busy': 'Assay is busy. Try again in a moment.',
  unreachable: 'Assay could not be reached. Check the connection and try again.',
}

/** A sentence for a refused sign-in. It never tells whether the name exists. */
export function signInErrorText(code: string): string {
  return TEXTS[code] ?? 'Signing in did not work. Try again.'
}
