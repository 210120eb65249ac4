import 'server-only'
import type { Client, Entry } from 'ldapts'
import { isTooMany, LdapError } from './ldap-connection'
import { fillFilter } from './ldap-filter'
import type { LdapSettings } from './settings'

const SEARCH_SECONDS_MAX = 5
/** As many as are kept of one person. */
const GROUPS_MAX = 500
const GROUPS_PER_PAGE = 200
const VALUE_LENGTH_MAX = 1_024
const BINARY = ['objectGUID']
const ATTRIBUTES = ['entryUUID', ...BINARY, 'memberOf', 'cn', 'displayName', 'uid', 'sAMAccountName']

/** One entry of the directory. */
export interface DirectoryEntry {
  readonly dn: string
  /** What stays when the entry is renamed or moved; the name itself where the directory has no such thing. */
  readonly subject: string
  readonly displayName: string | null
  /** As `memberOf` lists them. */
  readonly memberOf: readonly string[]
}

/**
 * The one entry of a name, undefined where there is none. Several are as bad as none, for nobody can say which.
 * @throws LdapError `provider-invalid`
 */
export async function findEntry(
  client: Client,
  settings: LdapSettings,
  user: string,
): Promise<DirectoryEntry | undefined> {
  const filter = fillFilter(settings.userFilter, { user })
  // Of more than two the library gives the first two and no error.
  const { searchEntries } = await client.search(settings.baseDn, {
    scope: 'sub',
    filter,
    attributes: ATTRIBUTES,
    explicitBufferAttributes: BINARY,
    sizeLimit: 2,
    timeLimit: SEARCH_SECONDS_MAX,
  })
  if (searchEntries.length > 1) throw ambiguous()
  const [entry] = searchEntries
  return entry && readEntry(entry)
}

/** Names of the groups of an entry, as the directory writes them. @throws LdapError when there are too many to read */
export async function listGroups(
  client: Client,
  settings: LdapSettings,
  { entry, user }: { readonly entry: DirectoryEntry; readonly user: string },
): Promise<readonly string[]> {
  if (settings.groupBaseDn === null) return bounded(entry.memberOf)
  const pages = client.searchPaginated(settings.groupBaseDn, {
    scope: 'sub',
    filter: fillFilter(settings.groupFilter, { dn: entry.dn, user }),
    attributes: ['1.1'],
    timeLimit: SEARCH_SECONDS_MAX,
    paged: { pageSize: GROUPS_PER_PAGE },
  })
  const names: string[] = []
  try {
    for await (const { searchEntries } of pages) {
      names.push(...searchEntries.map(({ dn }) => dn))
      if (names.length > GROUPS_MAX) throw tooManyGroups()
    }
  } catch (error) {
    throw isTooMany(error) ? tooManyGroups() : error
  }
  return bounded(names)
}

function readEntry(entry: Entry): DirectoryEntry {
  return {
    dn: entry.dn,
    subject: readSubject(entry),
    displayName: firstText(entry, 'displayName') ?? firstText(entry, 'cn') ?? null,
    memberOf: texts(entry, 'memberOf'),
  }
}

function readSubject(entry: Entry): string {
  const [guid] = [entry.objectGUID].flat()
  if (Buffer.isBuffer(guid) && guid.length === 16) return `guid:${guid.toString('hex')}`
  const uuid = firstText(entry, 'entryUUID')
  return uuid === undefined ? `dn:${entry.dn}` : `uuid:${uuid.toLowerCase()}`
}

function firstText(entry: Entry, attribute: string): string | undefined {
  return texts(entry, attribute)[0]
}

/** A directory writes the names of attributes as it likes, whatever was asked for. */
function texts(entry: Entry, attribute: string): string[] {
  const name = Object.keys(entry).find((key) => key.toLowerCase() === attribute.toLowerCase())
  const values = name === undefined ? [] : [entry[name]].flat()
  return values.flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : []))
}

function bounded(groups: readonly string[]): readonly string[] {
  if (groups.length > GROUPS_MAX) throw tooManyGroups()
  return [...new Set(groups.filter((group) => group.length <= VALUE_LENGTH_MAX))]
}

function ambiguous(): LdapError {
  return new LdapError(
    'provider-invalid',
    'The directory has several people of this name. Narrow the user filter.',
  )
}

function tooManyGroups(): LdapError {
  return new LdapError(
    'provider-invalid',
    `The directory lists more than ${GROUPS_MAX} groups. Narrow the filter.`,
  )
}
