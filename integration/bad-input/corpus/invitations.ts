import { type RequestRow, row, rows } from '../harness/row'

const ACCEPT = '/api/v1/invitations/accept'
const PASSWORD = 'a password for a row'
const accept = (body: object, from: string) => ({ method: 'POST', path: ACCEPT, body, from })

/** One-time links: what is not one opens nothing and says nothing. */
export const invitationRows: readonly RequestRow[] = [
  ...rows('A10', { status: 404, code: 'not-found' }, [
    ['a link nobody made', accept({ token: 'x'.repeat(43), password: PASSWORD }, '127.0.3.1')],
    ['a link in SQL', accept({ token: "' or 1=1 --", password: PASSWORD }, '127.0.3.1')],
    ['a link with NUL', accept({ token: 'x\u0000', password: PASSWORD }, '127.0.3.1')],
  ]),
  ...rows('A10.i', { status: 422, code: ['invalid-input', 'unknown-field'] }, [
    ['no link', accept({ token: '', password: PASSWORD }, '127.0.3.2')],
    ['a link of a kilobyte', accept({ token: 'x'.repeat(1024), password: PASSWORD }, '127.0.3.2')],
    ['a short password', accept({ token: 'x', password: 'short' }, '127.0.3.2')],
    ['a role beside it', accept({ token: 'x', password: PASSWORD, role: 'admin' }, '127.0.3.2')],
    [
      'a name of control characters',
      accept({ token: 'x', name: 'a\u202eb', password: PASSWORD }, '127.0.3.2'),
    ],
  ]),
  ...rows('A10.n', { status: 401, code: 'unauthenticated' }, [
    ['a link made by nobody', { method: 'POST', path: '/api/v1/users/usr_1/invitations' }],
    ['sessions ended by nobody', { method: 'POST', path: '/api/v1/users/usr_1/sign-out' }],
    ['a provider tested by nobody', { method: 'POST', path: '/api/v1/sign-in/methods/oidc/test' }],
  ]),
  ...rows('A10.v', { status: 403, code: 'forbidden' }, [
    [
      'a link made by who may not',
      { method: 'POST', path: '/api/v1/users/usr_1/invitations', as: 'viewer-session' },
    ],
    [
      'a provider tested by who may not',
      { method: 'POST', path: '/api/v1/sign-in/methods/oidc/test', as: 'viewer-session' },
    ],
    ['a link made by an API token', { method: 'POST', path: '/api/v1/users/usr_1/invitations', as: 'admin' }],
  ]),
  row(
    ['A10.a', 'a link for nobody'],
    { method: 'POST', path: '/api/v1/users/usr_1/invitations', as: 'admin-session' },
    { status: 404, code: 'not-found' },
  ),
]
