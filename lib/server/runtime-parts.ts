import 'server-only'
import { ChangeFeed } from '@/lib/changes/feed'
import { type ConnectionPool, createRegistryPool } from '@/lib/connections/pool'
import { systemClock } from '@/lib/core/clock'
import type { Log } from '@/lib/core/log'
import { openDatabase } from '@/lib/db/connection'
import { ownTokens } from '@/lib/docker-token/own-tokens'
import { NotificationInbox } from '@/lib/sync/notifications/inbox'
import { createLog } from './log'
import type { Runtime } from './runtime'
import type { Settings } from './settings'

/** Puts together what the process holds. Nothing is connected before it is used. */
export function buildRuntime(settings: Settings, log: Log = defaultLog(settings)): Runtime {
  const db = openDatabase({
    dataDir: settings.dataDir,
    ...(settings.databaseUrl && { databaseUrl: settings.databaseUrl.reveal() }),
  })
  const registries: ConnectionPool = createRegistryPool({
    db,
    egress: { allowedCidrs: settings.allowedCidrs },
    keyring: { current: settings.encryptionKey, previous: settings.previousEncryptionKeys },
    tokenSource: (registryId) =>
      ownTokens(registryId, settings.publicOrigin, {
        db,
        clock: systemClock,
        unsealAt: (place, sealed) => registries.unsealAt(place, sealed),
      }),
  })
  return {
    settings,
    clock: systemClock,
    log,
    db,
    registries,
    feed: new ChangeFeed({ db, log }),
    inbox: new NotificationInbox(db),
    isStopping: false,
  }
}

function defaultLog(settings: Settings): Log {
  return createLog({ level: settings.logLevel, secrets: secretsOf(settings) })
}

function secretsOf(settings: Settings): string[] {
  const { sessionSecret, encryptionKey, databaseUrl, adminPassword, declaredRegistry } = settings
  return [
    sessionSecret,
    settings.previousSessionSecret,
    settings.oidc?.clientSecret,
    settings.ldap?.bindPassword,
    encryptionKey.material,
    ...settings.previousEncryptionKeys.map((key) => key.material),
    databaseUrl,
    adminPassword,
    declaredRegistry?.password,
  ].flatMap((secret) => secret?.reveal() ?? [])
}
