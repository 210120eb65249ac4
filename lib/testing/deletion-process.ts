import { deleteTags } from '@/lib/cleanup/handlers/delete-tags'
import { DELETE_KIND } from '@/lib/cleanup/use-cases/queue-deletion'
import { openDatabase } from '@/lib/db/connection'
import { startWorker } from '@/lib/jobs/worker'
import { buildContext } from './context'
import { poolTo } from './index-fixture'

/** A worker that deletes, in a process of its own, for tests that kill or freeze it. Says `ready` when it runs. */
const { databaseUrl, dataDir, registryUrl } = JSON.parse(process.env.ASSAY_TEST_WORKER ?? '{}')
const db = openDatabase({ databaseUrl, dataDir })
const registries = poolTo(registryUrl)
const handlers = { [DELETE_KIND]: deleteTags }
startWorker({ context: () => buildContext({ db, registries }), handlers, pollMs: 50 })
setInterval(() => undefined, 1000)
process.stdout.write('ready\n')
