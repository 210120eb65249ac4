import { openDatabase } from '@/lib/db/connection'
import { poolTo } from './index-fixture'
import { startDraining } from './notifications'

/** Works on inboxes in a process of its own, for tests that kill it. */
const { databaseUrl, dataDir, registryUrl } = JSON.parse(process.env.ASSAY_TEST_WORKER ?? '{}')
startDraining({ db: openDatabase({ databaseUrl, dataDir }), registries: poolTo(registryUrl) })
setInterval(() => undefined, 1000)
