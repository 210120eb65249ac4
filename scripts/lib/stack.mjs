import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { assayEnvironment, startAssay } from './assay.mjs'
import { waitForCrawl } from './crawl.mjs'
import { openCorpusStamp, pushCorpus } from './push.mjs'
import { startRegistry } from './registry.mjs'
import { say, since } from './say.mjs'
import { keepSecrets } from './secrets.mjs'
import { signIn } from './session.mjs'

/** A registry with the corpus and an Assay that has indexed it, all in one directory and stopped by `cleanup`. */
export async function startStack({ directory, registry: found, registryPort, port, cleanup }) {
  mkdirSync(directory, { recursive: true })
  const secrets = keepSecrets(directory)
  const stamp = openCorpusStamp(directory)
  const registry = await startRegistry(found, {
    port: registryPort,
    directory: join(directory, 'registry'),
    logFile: join(directory, 'registry.log'),
    cleanup,
  })
  say(`Registry on ${registry.url} by ${found.label}`)
  if (!stamp.isCurrent || !registry.keepsData) {
    await pushCorpus(registry.url)
    stamp.keep()
  }

  const startedAt = Date.now()
  say('Starting Assay…')
  const env = assayEnvironment({ port, dataDir: join(directory, 'data'), registryUrl: registry.url, secrets })
  const assay = await startAssay({ env, logFile: join(directory, 'assay.log'), cleanup })
  const { api } = await signIn(assay.url, { name: 'admin', password: secrets.adminPassword })
  await waitForCrawl(api)
  say(`  ready and indexed in ${since(startedAt)}`)
  return { url: assay.url, pid: assay.pid, registryUrl: registry.url, env, secrets, api }
}

/** Makes the account of somebody who may only look, unless it is there. */
export async function ensureViewer({ api, secrets }) {
  const body = { name: 'viewer', role: 'viewer', password: secrets.viewerPassword }
  await api('/users', { method: 'POST', body }).catch((error) => {
    if (error.code !== 'name-taken') throw error
  })
}
