const TEXTS: Readonly<Record<string, string>> = {
  'invalid-credentials': 'The name or the password is wrong.',
  'account-disabled': 'This account is disabled. Ask an admin of Assay to enable it.',
  'too-many-attempts': 'Too many attempts. Wait a few minutes and try again.',
  'database-busy': 'Assay is busy. Try again in a moment.',
  'provider-unreachable':
    'The sign-in provider cannot be reached now. Try again later, or sign in another way.',
  'provider-invalid':
    'The sign-in provider cannot be used as it is set. An admin sees why under Settings, Sign-in.',
  unreachable: 'Assay could not be reached. Check the connection and try again.',
}

/** A sentence for a refused sign-in. It never tells whether the name exists. */
export function signInErrorText(code: string): string {
  return TEXTS[code] ?? 'Signing in did not work. Try again.'
}

/** `14 min 05 s`, for how long somebody still has to wait. */
export function waitText(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`
}
