import { openDatabase } from '@/lib/db/connection'
import { startWorker } from '@/lib/jobs/worker'
import { syncHandlers } from '@/lib/sync/handlers'
import { buildContext } from './context'
import { poolTo } from './index-fixture'

/** A worker in a process of its own, for tests that kill it. Says `ready` when it runs. */
const { databaseUrl, dataDir, registryUrl } = JSON.parse(process.env.ASSAY_TEST_WORKER ?? '{}')
const db = openDatabase({ databaseUrl, dataDir })
const registries = poolTo(registryUrl)
startWorker({ context: () => buildContext({ db, registries }), handlers: syncHandlers, pollMs: 50 })
setInterval(() => undefined, 1000)
process.stdout.write('ready\n')
