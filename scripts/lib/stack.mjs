import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { assayEnvironment, createHookSecret, startAssay } from './assay.mjs'
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
  const registryUrl = `http://127.0.0.1:${registryPort}`
  const env = assayEnvironment({ port, dataDir: join(directory, 'data'), registryUrl, secrets })
  const registry = await startFilled(found, { env, directory, port: registryPort, cleanup })

  const startedAt = Date.now()
  say('Starting Assay…')
  const assay = await startAssay({ env, logFile: join(directory, 'assay.log'), cleanup })
  const { api } = await signIn(assay.url, { name: 'admin', password: secrets.adminPassword })
  await waitForCrawl(api)
  say(`  ready and indexed in ${since(startedAt)}`)
  const { tellsOfPushes } = registry
  return { url: assay.url, pid: assay.pid, registryUrl: registry.url, tellsOfPushes, env, secrets, api }
}

/** A registry with the corpus that tells Assay of whatever happens to it from now on. */
async function startFilled(found, { env, directory, port, cleanup }) {
  const stamp = openCorpusStamp(directory)
  const place = {
    port,
    directory: join(directory, 'registry'),
    logFile: join(directory, 'registry.log'),
    cleanup,
  }
  const start = (notifications) => startRegistry(found, { ...place, notifications })
  const isFilled = stamp.isCurrent && found.kind === 'binary'
  if (!isFilled) {
    const plain = await start()
    say(`Registry on ${plain.url} by ${found.label}`)
    await pushCorpus(plain.url)
    stamp.keep()
    if (!plain.keepsData) return { ...plain, tellsOfPushes: false }
    await plain.stop()
  }
  const url = `${env.NEXTAUTH_URL}/api/hooks/main`
  const registry = await start({ url, secret: await createHookSecret(env) })
  say(`Registry on ${registry.url} by ${found.label}, which tells Assay of every push`)
  return { ...registry, tellsOfPushes: true }
}
