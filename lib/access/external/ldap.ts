import 'server-only'
import { bind, bindToSearch, isRefusedBind, withDirectory } from './ldap-connection'
import { type DirectoryEntry, findEntry, listGroups } from './ldap-person'
import type { ExternalPerson } from './person'
import type { LdapSettings } from './settings'

export interface DirectoryCredentials {
  readonly name: string
  readonly password: string
}

/**
 * Who a name and a password belong to, or undefined where they do not. The entry is searched for, then bound as on a
 * connection of its own. An empty password never gets there: to a directory it would be no password, which it takes.
 * @throws LdapError where the directory cannot be asked; that is not an answer
 */
export async function findDirectoryPerson(
  settings: LdapSettings,
  { name, password }: DirectoryCredentials,
): Promise<ExternalPerson | undefined> {
  if (name === '' || password === '') return undefined

  const found = await withDirectory(settings, async (client) => {
    await bindToSearch(client, settings)
    const entry = await findEntry(client, settings, name)
    return entry && { entry, groups: await listGroups(client, settings, { entry, user: name }) }
  })
  if (found === undefined || !(await holdsPassword(settings, found.entry, password))) return undefined

  const { entry, groups } = found
  return {
    method: 'ldap',
    issuer: `${settings.url}/${settings.baseDn}`,
    subject: entry.subject,
    suggestedName: name,
    label: entry.displayName === null ? entry.dn : `${entry.displayName} (${entry.dn})`,
    groups,
    isAdmin: settings.adminGroup === null ? null : groups.includes(settings.adminGroup),
  }
}

async function holdsPassword(
  settings: LdapSettings,
  entry: DirectoryEntry,
  password: string,
): Promise<boolean> {
  return withDirectory(settings, async (client) => {
    try {
      await bind(client, settings, { dn: entry.dn, password })
      return true
    } catch (error) {
      if (isRefusedBind(error)) return false
      throw error
    }
  })
}
