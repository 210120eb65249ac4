export interface FailedSignIn {
  readonly title: string
  readonly text: string
}

/** Everything that can go wrong on the way by a provider: a closed list, told in our words and never in theirs. */
const FAILURES: Readonly<Record<string, FailedSignIn>> = {
  'sign-in-stale': {
    title: 'This sign-in cannot be finished',
    text: 'It was begun in another browser or too long ago, or it was finished already. Nobody was signed in. Start again from the sign-in page.',
  },
  'signed-in-as-another': {
    title: 'Somebody else is signed in here',
    text: 'Accounts are never joined. Sign out first, then sign in by the provider.',
  },
  'account-disabled': {
    title: 'This account is disabled',
    text: 'The provider knows you, but an admin of Assay has disabled your account here. Ask them to enable it.',
  },
  'provider-denied': {
    title: 'The provider did not let you in',
    text: 'It was refused there or cancelled. If you should have access, ask who looks after the provider.',
  },
  'provider-unreachable': {
    title: 'The provider cannot be reached',
    text: 'Assay could not talk to it just now. Try again in a moment; accounts with a password here work meanwhile.',
  },
  'provider-invalid': {
    title: 'The provider cannot be used as it is set',
    text: 'Its answer could not be trusted, so nobody was signed in. An admin sees why under Settings, Sign-in.',
  },
  'too-many-attempts': {
    title: 'Too many attempts',
    text: 'Wait a minute, then start again from the sign-in page.',
  },
  'database-busy': { title: 'Assay is busy', text: 'Try again in a moment.' },
}

const OTHER: FailedSignIn = {
  title: 'Signing in did not work',
  text: 'Something failed on our side. The log of the server has it under the id below.',
}

/** What to say of a code that came by address; of any that is not ours, nothing in particular. */
export function failedSignIn(code: string | undefined): FailedSignIn {
  return code !== undefined && Object.hasOwn(FAILURES, code) ? (FAILURES[code] ?? OTHER) : OTHER
}
