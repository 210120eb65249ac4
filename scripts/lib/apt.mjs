import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { CommandError, findOnPath, run } from './commands.mjs'
import { say, since } from './say.mjs'

const POLICY = '/usr/sbin/policy-rc.d'
const REFUSE_SERVICES = '#!/bin/sh\nexit 101\n'

/** `debian`, `ubuntu` and so on, or undefined where there is no such file. */
export function distribution() {
  if (!existsSync('/etc/os-release')) return undefined
  return /^ID="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
}

/** Whether packages may be installed here: Debian or Ubuntu, as root. */
export function canInstallPackages() {
  const isFamiliar = ['debian', 'ubuntu'].includes(distribution() ?? '')
  return isFamiliar && process.getuid?.() === 0 && findOnPath('apt-get') !== undefined
}

/** Installs Debian packages. Services that come with them are not started. */
export async function installPackages(names) {
  const startedAt = Date.now()
  say(`Installing Debian packages: ${names.join(' ')}…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=180', ...args], { env })
  await withoutServices(async () => {
    await apt('update')
    await apt('install', '-y', '--no-install-recommends', ...names)
  })
  say(`  done in ${since(startedAt)}`)
}

/** Installs what can be had and answers what could not, with apt's own words. */
export async function tryInstallPackages(names) {
  try {
    await installPackages(names)
    return undefined
  } catch (error) {
    return error instanceof CommandError ? `${error.message}\n${error.output}` : error.message
  }
}

/** Debian starts the services of what it installs, unless this file says no. */
async function withoutServices(install) {
  if (existsSync(POLICY)) return install()
  writeFileSync(POLICY, REFUSE_SERVICES, { mode: 0o755 })
  try {
    return await install()
  } finally {
    rmSync(POLICY, { force: true })
  }
}
