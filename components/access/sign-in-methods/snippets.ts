export interface Snippet {
  readonly id: string
  readonly name: string
  /** What has to be done at the other side. */
  readonly steps: readonly string[]
  /** Environment of Assay, ready to be copied. */
  readonly text: string
}

/** What to do at each provider, from its own documentation, and what to set here. */
export function oidcSnippets(redirectUri: string): readonly Snippet[] {
  return [
    {
      id: 'keycloak',
      name: 'Keycloak',
      steps: [
        `Create a client of type OpenID Connect with client authentication on and the valid redirect URI ${redirectUri}.`,
        'In its dedicated client scope add a mapper “Group Membership”: token claim name groups, full group path off, add to ID token on.',
      ],
      text: oidc('https://keycloak.example/realms/REALM', { groups: 'groups' }),
    },
    {
      id: 'entra',
      name: 'Entra ID',
      steps: [
        `Register an application with the Web redirect URI ${redirectUri} and make a client secret.`,
        'Under Token configuration add a groups claim; choose “Groups assigned to the application”. Groups arrive as object ids.',
        'Who is in more than 200 groups gets none in the token: Assay then gives them nothing by groups and records it.',
      ],
      text: oidc('https://login.microsoftonline.com/TENANT_ID/v2.0', { groups: 'groups' }),
    },
    {
      id: 'okta',
      name: 'Okta',
      steps: [
        `Create an app integration “OIDC, Web Application” with the sign-in redirect URI ${redirectUri}.`,
        'Under Sign On add a groups claim filter named groups, such as “matches regex .*”.',
      ],
      text: oidc('https://ORG.okta.com', { groups: 'groups', scopes: 'openid profile groups' }),
    },
    {
      id: 'authentik',
      name: 'authentik',
      steps: [
        `Create an OAuth2/OpenID provider and an application for it, with the strict redirect URI ${redirectUri}.`,
        'Groups come with the scope profile. The issuer ends in a slash.',
      ],
      text: oidc('https://authentik.example/application/o/SLUG/', { groups: 'groups' }),
    },
    {
      id: 'dex',
      name: 'Dex',
      steps: [
        `Add a static client with the redirect URI ${redirectUri}.`,
        'Groups need the scope groups and a connector that has them.',
      ],
      text: oidc('https://dex.example/dex', { groups: 'groups', scopes: 'openid profile groups' }),
    },
  ]
}

/** The same for directories. */
export const LDAP_SNIPPETS: readonly Snippet[] = [
  {
    id: 'openldap',
    name: 'OpenLDAP',
    steps: [
      'Make an account that may read people and groups, and nothing else.',
      'Groups are searched by member; with the memberof overlay leave both group settings out.',
    ],
    text: ldap({
      url: 'ldaps://ldap.example',
      bindDn: 'cn=assay,ou=services,dc=example,dc=org',
      baseDn: 'ou=people,dc=example,dc=org',
      userFilter: '(uid={user})',
      groupBaseDn: 'ou=groups,dc=example,dc=org',
      groupFilter: '(member={dn})',
    }),
  },
  {
    id: 'ad',
    name: 'Active Directory',
    steps: [
      'Make a service account; it needs no more than to read the directory.',
      'The group filter below finds nested groups too; without the two group settings only direct groups count.',
    ],
    text: ldap({
      url: 'ldaps://dc1.corp.example',
      bindDn: 'svc-assay@corp.example',
      baseDn: 'dc=corp,dc=example',
      userFilter: '(&(objectCategory=person)(objectClass=user)(sAMAccountName={user}))',
      groupBaseDn: 'dc=corp,dc=example',
      groupFilter: '(&(objectClass=group)(member:1.2.840.113556.1.4.1941:={dn}))',
    }),
  },
]

function oidc(issuer: string, { groups, scopes }: { groups: string; scopes?: string }): string {
  return [
    `ASSAY_OIDC_ISSUER=${issuer}`,
    'ASSAY_OIDC_CLIENT_ID=CLIENT_ID',
    'ASSAY_OIDC_CLIENT_SECRET=CLIENT_SECRET',
    'ASSAY_OIDC_NAME="Single sign-on"',
    ...(scopes === undefined ? [] : [`ASSAY_OIDC_SCOPES="${scopes}"`]),
    `ASSAY_OIDC_GROUPS_CLAIM=${groups}`,
  ].join('\n')
}

interface Directory {
  readonly url: string
  readonly bindDn: string
  readonly baseDn: string
  readonly userFilter: string
  readonly groupBaseDn: string
  readonly groupFilter: string
}

function ldap(directory: Directory): string {
  return [
    `ASSAY_LDAP_URL=${directory.url}`,
    'ASSAY_LDAP_CA=/etc/assay/ldap-ca.pem',
    `ASSAY_LDAP_BIND_DN='${directory.bindDn}'`,
    'ASSAY_LDAP_BIND_PASSWORD=PASSWORD',
    `ASSAY_LDAP_BASE_DN='${directory.baseDn}'`,
    `ASSAY_LDAP_USER_FILTER='${directory.userFilter}'`,
    `ASSAY_LDAP_GROUP_BASE_DN='${directory.groupBaseDn}'`,
    `ASSAY_LDAP_GROUP_FILTER='${directory.groupFilter}'`,
  ].join('\n')
}
