import 'server-only'
import { fetchBlob } from './blobs'
import { walkCatalog } from './catalog'
import { deleteManifest } from './delete-manifest'
import { fetchManifest } from './manifests'
import { probeRegistry } from './probe'
import { copyBlob, hasBlob, putBlob } from './put-blob'
import { putManifest } from './put-manifest'
import { fetchReferrers } from './referrers'
import { walkTags } from './tags'
import { RegistrySession } from './transport/session'
import type { EgressPolicy, RegistryClient, RegistryConnection } from './types'

/** Opens a client to one registry; nothing is sent before the first question. */
export function openRegistry(connection: RegistryConnection, egress: EgressPolicy): RegistryClient {
  const session = new RegistrySession(connection, egress)
  return {
    url: connection.url,
    get circuit() {
      return session.circuit
    },
    listRepositories: (options) => walkCatalog(session, options),
    listTags: (repository, options) => walkTags(session, repository, options),
    getManifest: (repository, reference, options = {}) =>
      fetchManifest(session, { repository, reference, ifNoneMatch: options.ifNoneMatch }, options),
    getBlob: (repository, digest, { bytesMax, ...options }) =>
      fetchBlob(session, { repository, digest, bytesMax }, options),
    listReferrers: (repository, digest, options) => fetchReferrers(session, { repository, digest }, options),
    putManifest: (put, options) => putManifest(session, put, options),
    deleteManifest: (repository, reference, options) =>
      deleteManifest(session, { repository, reference }, options),
    hasBlob: (repository, digest, options) => hasBlob(session, { repository, digest }, options),
    putBlob: (repository, bytes, options) => putBlob(session, { repository, bytes }, options),
    copyBlob: (copy, options) => copyBlob(session, copy, options),
    probe: (options) => probeRegistry(session, options),
    close: () => session.close(),
  }
}
