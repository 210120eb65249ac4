import type { RegistryPool } from '@/lib/access/context'
import { ChangeFeed } from '@/lib/changes/feed'
import { type Clock, systemClock } from '@/lib/core/clock'
import { type Log, silentLog } from '@/lib/core/log'
import { Secret } from '@/lib/core/secret'
import { type Database, openDatabase } from '@/lib/db/connection'
import { installRuntime, type Runtime } from '@/lib/server/runtime'
import type { Settings } from '@/lib/server/settings'
import { NotificationInbox } from '@/lib/sync/notifications/inbox'
import { noRegistries } from './context'

export const TEST_ORIGIN = 'http://127.0.0.1:3000'

export interface RuntimeParts {
  /** Absent where a test never reaches the database. */
  readonly db?: Database
  readonly clock?: Clock
  readonly log?: Log
  readonly registries?: RegistryPool
  readonly settings?: Partial<Settings>
}

/** Puts a runtime in place, so that route handlers can be called as Next calls them. */
export function startTestRuntime(parts: RuntimeParts = {}): Runtime {
  const db = parts.db ?? openDatabase({ dataDir: '/nonexistent/assay-test' })
  const log = parts.log ?? silentLog
  const app: Runtime = {
    settings: { ...testSettings, ...parts.settings },
    clock: parts.clock ?? systemClock,
    log,
    db,
    feed: new ChangeFeed({ db, log, pollMs: 50 }),
    inbox: new NotificationInbox(db),
    registries: parts.registries ?? noRegistries,
    isStopping: false,
  }
  // As reading the environment does: next-auth asks for it there.
  process.env.NEXTAUTH_URL = app.settings.publicOrigin
  installRuntime(app)
  return app
}

const testSettings: Settings = {
  isProduction: false,
  port: 3000,
  hostname: '127.0.0.1',
  dataDir: '/nonexistent/assay-test',
  databaseUrl: null,
  publicOrigin: TEST_ORIGIN,
  sessionSecret: new Secret('a-session-value-only-tests-know-0123456789'),
  previousSessionSecret: null,
  sessionIdleSeconds: 3600,
  sessionSeconds: 12 * 3600,
  oidc: null,
  ldap: null,
  encryptionKey: { kid: 'test', material: new Secret(Buffer.alloc(32, 7).toString('base64')) },
  previousEncryptionKeys: [],
  allowedCidrs: ['127.0.0.0/8'],
  trustedProxies: [],
  adminPassword: null,
  declaredRegistry: null,
  syncMinutes: 0,
  checkMinutes: 0,
  hasWorker: true,
  logLevel: 'error',
}
