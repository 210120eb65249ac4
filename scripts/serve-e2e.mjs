import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { assayEnvironment, startAssay } from './lib/assay.mjs'
import { ensureBuild } from './lib/build.mjs'
import { createCleanup } from './lib/cleanup.mjs'
import { ensurePeople } from './lib/demo-people.mjs'
import { freePort } from './lib/ports.mjs'
import { obtainRegistry } from './lib/registry.mjs'
import { keepSecrets } from './lib/secrets.mjs'
import { startStack } from './lib/stack.mjs'

/**
 * Serves what the journeys visit until it is told to stop: a registry with the corpus, an Assay that has indexed it,
 * and a second Assay nobody has set up. Where they are is written to the file named by the first argument.
 */
const [stateFile] = process.argv.slice(2)
const cleanup = createCleanup()

try {
  await ensureBuild()
  const directory = mkdtempSync(join(tmpdir(), 'assay-e2e-'))
  cleanup.add(() => rmSync(directory, { recursive: true, force: true }))
  const stack = await startStack({
    directory,
    registry: await obtainRegistry(),
    registryPort: await freePort(),
    port: await freePort(),
    cleanup,
  })
  await ensurePeople(stack)
  const fresh = await startUnclaimed(join(directory, 'fresh'))

  const { url, registryUrl, secrets } = stack
  const { adminPassword } = secrets
  const passwords = { ...secrets.passwords, admin: adminPassword }
  const viewerPassword = passwords.viewer
  writeFileSync(
    `${stateFile}.part`,
    JSON.stringify({ url, registryUrl, adminPassword, viewerPassword, passwords, fresh }),
  )
  renameSync(`${stateFile}.part`, stateFile)
  setInterval(() => {}, 60_000)
} catch (error) {
  console.error(error.message, error.output ?? '')
  await cleanup.cleanUp()
  process.exit(1)
}

/** An Assay without an admin: its setup link stands in its log. */
async function startUnclaimed(directory) {
  const port = await freePort()
  const { ASSAY_ADMIN_PASSWORD: _, ...env } = assayEnvironment({
    port,
    dataDir: join(directory, 'data'),
    secrets: keepSecrets(directory),
  })
  const logFile = join(directory, 'assay.log')
  const { url } = await startAssay({ env, logFile, cleanup })
  return { url, setupLink: await readSetupLink(logFile) }
}

async function readSetupLink(logFile) {
  for (let attempt = 0; attempt < 50; attempt++) {
    const link = /https?:\/\/\S+\/setup\?token=\S+/.exec(readFileSync(logFile, 'utf8'))?.[0]
    if (link) return link
    await delay(100)
  }
  throw new Error(`No setup link in ${logFile}`)
}
