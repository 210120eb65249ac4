import type { Contracts } from '@/lib/api/contracts'

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

const REGISTRY = '/api/v1/registries/{registry}'
const REPOSITORY = `${REGISTRY}/repositories/{repository}`
const MANIFEST = `${REPOSITORY}/manifests/{digest}`

/** Method and address of every endpoint, so the browser needs no schemas. A test holds it to the contracts. */
export const PATHS: Readonly<Record<keyof Contracts, readonly [Method, string]>> = {
  listRegistries: ['GET', '/api/v1/registries'],
  createRegistry: ['POST', '/api/v1/registries'],
  getRegistry: ['GET', REGISTRY],
  updateRegistry: ['PATCH', REGISTRY],
  deleteRegistry: ['DELETE', REGISTRY],
  probeRegistry: ['POST', `${REGISTRY}/probe`],
  syncRegistry: ['POST', `${REGISTRY}/sync`],
  acceptVanished: ['POST', `${REGISTRY}/vanished/accept`],
  listNamespaces: ['GET', `${REGISTRY}/namespaces`],
  getStorage: ['GET', `${REGISTRY}/storage`],
  listRepositories: ['GET', `${REGISTRY}/repositories`],
  getRepository: ['GET', REPOSITORY],
  syncRepository: ['POST', `${REPOSITORY}/sync`],
  listTags: ['GET', `${REPOSITORY}/tags`],
  getTag: ['GET', `${REPOSITORY}/tags/{tag}`],
  getManifest: ['GET', MANIFEST],
  rawManifest: ['GET', `${MANIFEST}/raw`],
  rawConfig: ['GET', `${MANIFEST}/config`],
  layerHistory: ['GET', `${MANIFEST}/layers`],
  sharedLayer: ['GET', `${REGISTRY}/layers/{digest}/images`],
  listReferrers: ['GET', `${MANIFEST}/referrers`],
  listJobs: ['GET', '/api/v1/jobs'],
  getJob: ['GET', '/api/v1/jobs/{job}'],
  cancelJob: ['POST', '/api/v1/jobs/{job}/cancel'],
  changes: ['GET', '/api/v1/changes'],
  listAudit: ['GET', '/api/v1/audit'],
  getAuditEvent: ['GET', '/api/v1/audit/events/{event}'],
  countAudit: ['GET', '/api/v1/audit/counts'],
  exportAudit: ['GET', '/api/v1/audit/export'],
  getAuditVerification: ['GET', '/api/v1/audit/verification'],
  verifyAudit: ['POST', '/api/v1/audit/verification'],
  search: ['GET', '/api/v1/search'],
  me: ['GET', '/api/v1/me'],
  changePassword: ['POST', '/api/v1/me/password'],
  listUsers: ['GET', '/api/v1/users'],
  createUser: ['POST', '/api/v1/users'],
  updateUser: ['PATCH', '/api/v1/users/{user}'],
  listTokens: ['GET', '/api/v1/tokens'],
  createToken: ['POST', '/api/v1/tokens'],
  revokeToken: ['DELETE', '/api/v1/tokens/{token}'],
  setup: ['POST', '/api/v1/setup'],
}
