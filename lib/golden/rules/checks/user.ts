import { type Check, fail, ofEveryConfig, pass } from './check'

const ROOTS: ReadonlySet<string> = new Set(['', 'root', '0'])

/** The user part of `user[:group]`. */
const userOf = (user: string | null) => (user ?? '').split(':', 1)[0]?.trim() ?? ''

export const userNotRoot: Check = {
  id: 'IMG-001',
  name: 'user-not-root',
  title: 'Does not run as root',
  explanation: 'A process that breaks out of a container running as root is root outside of it too.',
  remedy: 'Add a USER instruction that names an unprivileged user after the last step that needs root.',
  sources: ['CIS 4.1', 'CIS-DI-0001', 'DL3002'],
  severity: 'high',
  defaults: {},
  run: ofEveryConfig(({ user }) =>
    ROOTS.has(userOf(user))
      ? fail(user ? `The user is ${user}.` : 'No user is set, so it runs as root.')
      : pass(`The user is ${user}.`),
  ),
}

export const userNumeric: Check = {
  id: 'IMG-002',
  name: 'user-numeric',
  title: 'Names its user by number',
  explanation: 'Kubernetes can only prove that a user is not root when it is given as a number.',
  remedy: 'Write the user as a number, as in USER 10001.',
  sources: ['DL3066'],
  severity: 'low',
  defaults: {},
  run: ofEveryConfig(({ user }) =>
    /^\d+$/.test(userOf(user)) ? pass(`The user is ${user}.`) : fail(`The user is ${user || 'not set'}.`),
  ),
}
