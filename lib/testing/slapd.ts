import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { LdapSettings } from '@/lib/access/external/settings'
import { Secret } from '@/lib/core/secret'
import { freePort } from './registry'

const SUFFIX = 'dc=example,dc=org'

/** What is in the directory from the start. */
export const DIRECTORY = {
  baseDn: `ou=people,${SUFFIX}`,
  groupBaseDn: `ou=groups,${SUFFIX}`,
  bindDn: `cn=reader,${SUFFIX}`,
  bindPassword: 'a-password-of-the-reader',
  password: 'a-password-in-the-directory',
  group: (name: string) => `cn=${name},ou=groups,${SUFFIX}`,
  person: (name: string) => `uid=${name},ou=people,${SUFFIX}`,
} as const

export interface RunningSlapd {
  /** `ldap://127.0.0.1:…`; it takes STARTTLS too. */
  readonly url: string
  /** `ldaps://127.0.0.1:…` */
  readonly tlsUrl: string
  /** PEM of the authority that issued its certificate. */
  readonly ca: string
  /** Changes the directory as its administrator, by LDIF. */
  modify(ldif: string): void
  stop(): Promise<void>
}

/** How an Assay is set to ask it. */
export function directorySettings({ tlsUrl, ca }: RunningSlapd): LdapSettings {
  return {
    url: tlsUrl,
    startTls: false,
    ca,
    bindDn: DIRECTORY.bindDn,
    bindPassword: new Secret(DIRECTORY.bindPassword),
    baseDn: DIRECTORY.baseDn,
    userFilter: '(uid={user})',
    groupBaseDn: DIRECTORY.groupBaseDn,
    groupFilter: '(member={dn})',
    adminGroup: null,
    name: 'LDAP',
  }
}

/**
 * Starts Debian's slapd with its configuration, data and certificate in a directory of its own: ada in team-a and ops,
 * bob in no group, and two people who share a `cn`.
 */
export async function startSlapd(): Promise<RunningSlapd> {
  const home = await mkdtemp(join(tmpdir(), 'assay-slapd-'))
  // slapd drops nothing here, but refuses what others may read.
  chmodSync(home, 0o700)
  await mkdir(join(home, 'data'))
  makeCertificates(home)
  await writeFile(join(home, 'slapd.conf'), configuration(home))
  await writeFile(join(home, 'people.ldif'), people())
  execFileSync('/usr/sbin/slapadd', ['-f', join(home, 'slapd.conf'), '-l', join(home, 'people.ldif')], {
    stdio: 'pipe',
  })
  const [port, tlsPort] = [await freePort(), await freePort()]
  const [url, tlsUrl] = [`ldap://127.0.0.1:${port}`, `ldaps://127.0.0.1:${tlsPort}`]
  const listen = ['-h', `${url}/ ${tlsUrl}/`, '-f', join(home, 'slapd.conf'), '-d', '0']
  const child = spawn('/usr/sbin/slapd', listen, { stdio: 'ignore' })
  await untilListening(child, port)
  const modify = (ldif: string) => {
    const admin = ['-x', '-D', `cn=admin,${SUFFIX}`, '-w', 'admin', '-H', url]
    execFileSync('ldapmodify', admin, { input: ldif, stdio: ['pipe', 'pipe', 'pipe'] })
  }
  modify(groups())
  return {
    url,
    tlsUrl,
    ca: await readFile(join(home, 'ca.pem'), 'utf8'),
    modify,
    async stop() {
      await end(child)
      await rm(home, { recursive: true, force: true })
    },
  }
}

function makeCertificates(home: string): void {
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: home, stdio: 'pipe' })
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  openssl(
    ...['req', '-x509', ...curve, '-days', '2', '-subj', '/CN=assay-test-authority'],
    ...['-keyout', 'ca.key', '-out', 'ca.pem'],
  )
  openssl('req', ...curve, '-subj', '/CN=localhost', '-keyout', 'server.key', '-out', 'server.csr')
  execFileSync('sh', ['-c', 'printf "subjectAltName=IP:127.0.0.1,DNS:localhost" > san'], { cwd: home })
  openssl(
    ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-days', '2', '-extfile', 'san', '-out', 'server.pem'],
  )
}

function configuration(home: string): string {
  return `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
pidfile ${home}/slapd.pid
TLSCertificateFile ${home}/server.pem
TLSCertificateKeyFile ${home}/server.key
TLSCACertificateFile ${home}/ca.pem
database mdb
suffix "${SUFFIX}"
rootdn "cn=admin,${SUFFIX}"
rootpw admin
directory ${home}/data
maxsize 16777216
overlay memberof
memberof-group-oc groupOfNames
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${DIRECTORY.bindDn}" read by * none
`
}

function people(): string {
  const person = (uid: string, cn: string) => `dn: uid=${uid},ou=people,${SUFFIX}
objectClass: inetOrgPerson
uid: ${uid}
cn: ${cn}
sn: ${uid}
userPassword: ${DIRECTORY.password}
`
  return [
    `dn: ${SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\no: Example\n`,
    `dn: ou=people,${SUFFIX}\nobjectClass: organizationalUnit\nou: people\n`,
    `dn: ou=groups,${SUFFIX}\nobjectClass: organizationalUnit\nou: groups\n`,
    `dn: ${DIRECTORY.bindDn}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: reader\nuserPassword: ${DIRECTORY.bindPassword}\n`,
    person('ada', 'Ada Lovelace'),
    person('bob', 'Same Name'),
    person('eve', 'Same Name'),
  ].join('\n')
}

/** Added while it runs: the overlay that keeps `memberOf` sees nothing of what is loaded before. */
function groups(): string {
  const group = (cn: string, members: readonly string[]) => `dn: ${DIRECTORY.group(cn)}
changetype: add
objectClass: groupOfNames
cn: ${cn}
${members.map((uid) => `member: ${DIRECTORY.person(uid)}`).join('\n')}
`
  return [group('team-a', ['ada']), group('ops', ['ada']), group('others', ['eve'])].join('\n')
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) throw new Error(`slapd ended with code ${child.exitCode}`)
    if (await answers(port)) return
    await delay(50)
  }
  await end(child)
  throw new Error('slapd did not start in time')
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await Promise.race([ended, delay(5_000).then(() => child.kill('SIGKILL'))])
}
