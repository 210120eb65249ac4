import { existsSync, readdirSync } from 'node:fs'
import { canInstallPackages, tryInstallPackages } from './apt.mjs'
import { findOnPath } from './commands.mjs'
import { say } from './say.mjs'
import { addTallies, FAILED, PASSED } from './tally.mjs'

const POSTGRESQL = '/usr/lib/postgresql'

/** Programs the tests run, with the Debian package each comes in. */
const TOOLS = [
  { program: 'docker-registry', packageName: 'docker-registry' },
  { program: 'skopeo', packageName: 'skopeo' },
  { program: 'buildah', packageName: 'buildah' },
  { program: 'umoci', packageName: 'umoci' },
  { program: 'initdb', packageName: 'postgresql', isThere: hasPostgresql },
  {
    program: 'slapd',
    packageName: 'slapd',
    isThere: () => isOnPath('slapd') || existsSync('/usr/sbin/slapd'),
  },
  { program: 'ldapmodify', packageName: 'ldap-utils' },
  {
    program: 'nginx',
    packageName: 'nginx-light',
    isThere: () => isOnPath('nginx') || existsSync('/usr/sbin/nginx'),
  },
]

/** Installs the programs the tests need and counts those that cannot be had here as failures. */
export async function ensureTools() {
  const missing = TOOLS.filter((tool) => !isThere(tool))
  const problem = await installMissing(missing)
  if (problem) say(problem)
  return addTallies(TOOLS.map(report))
}

async function installMissing(missing) {
  if (missing.length === 0 || !canInstallPackages()) return undefined
  return tryInstallPackages(missing.map(({ packageName }) => packageName))
}

function report(tool) {
  if (isThere(tool)) return PASSED
  say(`✗ ${tool.program} is not here. On Debian and Ubuntu: sudo apt-get install ${tool.packageName}`)
  return FAILED
}

function isThere({ program, isThere: own }) {
  return own ? own() : isOnPath(program)
}

function isOnPath(program) {
  return findOnPath(program) !== undefined
}

function hasPostgresql() {
  if (isOnPath('initdb')) return true
  return (
    existsSync(POSTGRESQL) &&
    readdirSync(POSTGRESQL).some((version) => existsSync(`${POSTGRESQL}/${version}/bin/initdb`))
  )
}
