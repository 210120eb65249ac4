import 'server-only'
import type { Client } from 'ldapts'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { type CheckReport, runCheck } from '../external/check'
import { bindToSearch, withDirectory } from '../external/ldap-connection'
import type { LdapSettings } from '../external/settings'

const COUNTED_MAX = 1_000
const PER_PAGE = 200

/** Asks the directory now whether it can be reached, bound to and searched, and counts what a sign-in would see. */
export async function checkDirectory(ctx: Context, settings: LdapSettings): Promise<CheckReport> {
  await authorize(ctx, 'sign-in:test')

  return runCheck('Ask the directory', (pass) =>
    withDirectory(settings, async (client) => {
      await bindToSearch(client, settings)
      pass('Connect', describeConnection(settings))
      pass('Bind', settings.bindDn === null ? 'Nobody: searches are anonymous.' : `As ${settings.bindDn}.`)
      const people = await count(client, settings.baseDn, settings.userFilter.replaceAll('{user}', '*'))
      pass('Find people', `${people} below ${settings.baseDn}.`)
      if (settings.groupBaseDn === null) {
        pass('Find groups', 'They are read from memberOf of each person.')
        return
      }
      const groups = await count(client, settings.groupBaseDn, '(|(member=*)(uniqueMember=*)(memberUid=*))')
      pass('Find groups', `${groups} below ${settings.groupBaseDn}.`)
    }),
  )
}

function describeConnection({ url, startTls, ca }: LdapSettings): string {
  if (!url.startsWith('ldaps:') && !startTls) return `${url}, not encrypted.`
  const authority = ca === null ? 'the system’s authorities' : 'ASSAY_LDAP_CA'
  return `${url}, encrypted${startTls ? ' by STARTTLS' : ''}; its certificate is good by ${authority}.`
}

async function count(client: Client, baseDn: string, filter: string): Promise<string> {
  let found = 0
  const pages = client.searchPaginated(baseDn, {
    scope: 'sub',
    filter,
    attributes: ['1.1'],
    timeLimit: 5,
    paged: { pageSize: PER_PAGE },
  })
  for await (const { searchEntries } of pages) {
    found += searchEntries.length
    if (found >= COUNTED_MAX) return `${COUNTED_MAX} or more`
  }
  return String(found)
}
