import { describe, expect, it } from 'vitest'
import { readLdap } from './ldap-environment'
import { readOidc } from './oidc-environment'

type Variables = Readonly<Record<string, string>>
const reader = (variables: Variables) => (name: string) => variables[name]

const OIDC = {
  ASSAY_OIDC_ISSUER: 'https://id.example/realms/main',
  ASSAY_OIDC_CLIENT_ID: 'assay',
  ASSAY_OIDC_CLIENT_SECRET: 'a-client-password-1',
}
const LDAP = { ASSAY_LDAP_URL: 'ldaps://ldap.example', ASSAY_LDAP_BASE_DN: 'ou=people,dc=example,dc=org' }

describe('the environment of a sign-in provider', () => {
  it('is read with what is usual', () => {
    expect(readOidc(reader(OIDC))).toMatchObject({
      issuer: OIDC.ASSAY_OIDC_ISSUER,
      scopes: ['openid', 'profile'],
      groupsClaim: null,
    })
    expect(readOidc(reader({}))).toBeNull()
  })

  it.each([
    ['ASSAY_OIDC_ISSUER', { ASSAY_OIDC_ISSUER: 'http://id.example' }],
    ['ASSAY_OIDC_ISSUER', { ASSAY_OIDC_ISSUER: 'id.example' }],
    ['ASSAY_OIDC_ISSUER', { ASSAY_OIDC_ISSUER: 'https://me:secret@id.example' }],
    ['ASSAY_OIDC_ISSUER', { ASSAY_OIDC_ISSUER: 'https://id.example/.well-known/openid-configuration' }],
    ['ASSAY_OIDC_CLIENT_SECRET', { ASSAY_OIDC_CLIENT_SECRET: 'short' }],
    ['ASSAY_OIDC_SCOPES', { ASSAY_OIDC_SCOPES: 'profile' }],
    ['ASSAY_OIDC_GROUPS_CLAIM', { ASSAY_OIDC_GROUPS_CLAIM: 'a..b' }],
    ['ASSAY_OIDC_ADMIN_GROUP', { ASSAY_OIDC_ADMIN_GROUP: 'ops' }],
    ['ASSAY_OIDC_NAME', { ASSAY_OIDC_NAME: 'n'.repeat(41) }],
  ])('names %s when it cannot be used as %j', (variable, change) => {
    expect(() => readOidc(reader({ ...OIDC, ...change }))).toThrow(variable)
  })

  it('wants its parts together', () => {
    expect(() => readOidc(reader({ ASSAY_OIDC_CLIENT_ID: 'assay' }))).toThrow('ASSAY_OIDC_ISSUER')
    expect(() => readOidc(reader({ ASSAY_OIDC_ISSUER: 'https://id.example' }))).toThrow(
      'ASSAY_OIDC_CLIENT_ID',
    )
  })

  it('allows plain http on this machine, and reads claims inside of claims', () => {
    const read = reader({
      ...OIDC,
      ASSAY_OIDC_ISSUER: 'http://127.0.0.1:9000',
      ASSAY_OIDC_GROUPS_CLAIM: 'realm_access.roles',
    })
    expect(readOidc(read)).toMatchObject({ groupsClaim: ['realm_access', 'roles'] })
    const named = reader({ ...OIDC, ASSAY_OIDC_GROUPS_CLAIM: 'https://x.test/groups' })
    expect(readOidc(named)).toMatchObject({ groupsClaim: ['https://x.test/groups'] })
  })
})

describe('the environment of a directory', () => {
  it('is read with what is usual', () => {
    expect(readLdap(reader(LDAP))).toMatchObject({
      userFilter: '(uid={user})',
      startTls: false,
      groupBaseDn: null,
    })
    expect(readLdap(reader({}))).toBeNull()
  })

  it.each([
    ['ASSAY_LDAP_URL', { ASSAY_LDAP_URL: 'ldap://ldap.example' }],
    ['ASSAY_LDAP_URL', { ASSAY_LDAP_URL: 'https://ldap.example' }],
    ['ASSAY_LDAP_STARTTLS', { ASSAY_LDAP_STARTTLS: 'true' }],
    ['ASSAY_LDAP_STARTTLS', { ASSAY_LDAP_STARTTLS: 'yes' }],
    ['ASSAY_LDAP_BIND_PASSWORD', { ASSAY_LDAP_BIND_DN: 'cn=a' }],
    ['ASSAY_LDAP_BASE_DN', { ASSAY_LDAP_BASE_DN: 'people' }],
    ['ASSAY_LDAP_USER_FILTER', { ASSAY_LDAP_USER_FILTER: '(uid=ada)' }],
    ['ASSAY_LDAP_USER_FILTER', { ASSAY_LDAP_USER_FILTER: 'uid={user}' }],
    ['ASSAY_LDAP_CA', { ASSAY_LDAP_CA: '/nonexistent/ca.pem' }],
  ])('names %s when it cannot be used as %j', (variable, change) => {
    expect(() => readLdap(reader({ ...LDAP, ...change }))).toThrow(variable)
  })

  it('sends passwords in the clear on this machine, or where it is told to', () => {
    expect(readLdap(reader({ ...LDAP, ASSAY_LDAP_URL: 'ldap://localhost:389/' }))?.url).toBe(
      'ldap://localhost:389',
    )
    const told = { ASSAY_LDAP_URL: 'ldap://ldap.example', ASSAY_LDAP_ALLOW_PLAINTEXT: 'true' }
    expect(readLdap(reader({ ...LDAP, ...told }))?.url).toBe('ldap://ldap.example')
  })
})

it('shows no secret of a provider when it is printed', () => {
  const settings = [
    readOidc(reader(OIDC)),
    readLdap(reader({ ...LDAP, ASSAY_LDAP_BIND_DN: 'cn=a', ASSAY_LDAP_BIND_PASSWORD: 'a-bind-password-1' })),
  ]
  expect(JSON.stringify(settings)).not.toMatch(/a-client-password-1|a-bind-password-1/)
})
