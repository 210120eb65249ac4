import 'server-only'
import type { Migration } from 'kysely'
import type { Database } from '../connection'
import { initial } from './0001-initial'
import { tagHistory } from './0002-tag-history'
import { notifications } from './0003-notifications'
import { live } from './0004-live'
import { searchAndStorage } from './0005-search-and-storage'
import { grants } from './0006-grants'
import { signIn } from './0007-sign-in'
import { dockerToken } from './0008-docker-token'
import { auditChain } from './0009-audit-chain'
import { cleanup } from './0010-cleanup'
import { retention } from './0011-retention'
import { garbage } from './0012-garbage'
import { rightsVersion } from './0013-rights-version'
import { golden } from './0014-golden'
import { goldenPutBack } from './0015-golden-put-back'
import { layersByDigest } from './0016-layers-by-digest'
import { earlyLooks } from './0017-early-looks'

/** Every migration in the order it is applied. A released one is never changed. */
export function migrationsFor(dialect: Database['dialect']): Record<string, Migration> {
  return {
    '0001-initial': initial(dialect),
    '0002-tag-history': tagHistory(dialect),
    '0003-notifications': notifications(dialect),
    '0005-search-and-storage': searchAndStorage(dialect),
    '0004-live': live(dialect),
    '0006-grants': grants(dialect),
    '0007-sign-in': signIn(dialect),
    '0008-docker-token': dockerToken(dialect),
    '0009-audit-chain': auditChain(dialect),
    '0010-cleanup': cleanup(dialect),
    '0011-retention': retention(dialect),
    '0012-garbage': garbage(dialect),
    '0013-rights-version': rightsVersion(dialect),
    '0014-golden': golden(dialect),
    '0015-golden-put-back': goldenPutBack(dialect),
    '0016-layers-by-digest': layersByDigest,
    '0017-early-looks': earlyLooks,
  }
}
