import 'server-only'
import { settleDenied } from '@/lib/audit/denied'
import { DECLARED_NAME } from '@/lib/connections/use-cases/declare-registry'
import { migrate } from '@/lib/db/migrate'
import { writeRequests } from '@/lib/docker-token/request-log'
import { ensureSigningKey } from '@/lib/docker-token/use-cases/ensure-signing-key'
import { ensureStartingPolicy } from '@/lib/golden/use-cases/ensure-starting-policy'
import { probeInBackground, startBackground } from './background'
import { boundHeap } from './bound-heap'
import { systemContext } from './context'
import { keepDeclaredRegistry } from './declared-registry'
import { settings } from './env'
import { prepareFirstAdmin } from './first-admin'
import { outliveReaders } from './lost-output'
import { tapPeers } from './peer-tap'
import { findRuntime, installRuntime } from './runtime'
import { buildRuntime } from './runtime-parts'
import type { Settings } from './settings'
import { stopInOrder } from './shutdown'
import { explainStartFailure } from './start-failure'

/** Starts everything a process needs before its first request, or ends it with one line that says why not. */
export async function boot(): Promise<void> {
  // Development runs this again when a file changes.
  if (findRuntime() !== undefined) return
  boundHeap()
  outliveReaders()

  let read: Settings | undefined
  try {
    read = settings()
    await start(read)
  } catch (error) {
    const { line, exitCode } = explainStartFailure(error, read)
    process.stderr.write(`assay: ${line}\n`)
    process.exit(exitCode)
  }
}

async function start(read: Settings): Promise<void> {
  tapPeers(read)
  const app = buildRuntime(read)
  await migrate(app.db)
  await prepareFirstAdmin(app, (line) => void process.stdout.write(`${line}\n`))
  const declared = await keepDeclaredRegistry(app)

  await ensureSigningKey(systemContext(app))
  await ensureStartingPolicy(systemContext(app))

  installRuntime(app)
  const background = startBackground(app)
  stopInOrder(app, async () => {
    // First of all: a stream never ends by itself and would hold up the others.
    app.feed.close()
    await background.stop()
    await writeRequests(app)
    await settleDenied()
  })
  if (declared?.isChanged) probeInBackground(app, DECLARED_NAME)
  app.log.info({ origin: read.publicOrigin, database: app.db.dialect }, 'started')
}
