import type { Action } from '@/lib/access/rules/can'

/** What an endpoint lets somebody do, and about what. */
export interface MatrixRule {
  readonly action: Action | 'signed-in'
  /** `scope` is a namespace, `registry` one the actor has a part of or none, `nothing` the installation. */
  readonly about: 'repository' | 'registry' | 'scope' | 'nothing'
  /** Who may finds something there, so that the answer is a success. */
  readonly isFound?: true
}

const about = (where: MatrixRule['about']) => (action: MatrixRule['action']) =>
  ({ action, about: where }) satisfies MatrixRule
const found = (rule: MatrixRule): MatrixRule => ({ ...rule, isFound: true })
const repository = about('repository')
const registry = about('registry')
const scope = about('scope')
const nothing = about('nothing')

/** By the name of each contract. `public` is for anybody. */
export const RULES: Readonly<Record<string, MatrixRule | 'public'>> = {
  listRegistries: found(nothing('registry:list')),
  createRegistry: nothing('registry:manage'),
  getRegistry: found(registry('registry:read')),
  updateRegistry: nothing('registry:manage'),
  deleteRegistry: nothing('registry:manage'),
  probeRegistry: nothing('registry:manage'),
  syncRegistry: registry('registry:sync'),
  acceptVanished: nothing('registry:manage'),
  getNotifications: nothing('notification:read'),
  rotateHookSecret: nothing('notification:manage'),
  endHookSecret: nothing('notification:manage'),
  listDeadLetters: nothing('notification:read'),
  discardAllDeadLetters: nothing('notification:manage'),
  discardDeadLetter: nothing('notification:manage'),
  retryDeadLetter: nothing('notification:manage'),
  getDockerSignIn: nothing('registry:manage'),
  updateDockerSignIn: nothing('registry:manage'),
  tryDockerSignIn: nothing('registry:manage'),
  createSigningKey: nothing('settings:manage'),
  activateSigningKey: nothing('settings:manage'),
  discardSigningKey: nothing('settings:manage'),
  getGarbage: registry('repository:list'),
  listDangling: registry('repository:list'),
  getVerification: registry('repository:list'),
  verifyRegistry: registry('storage:verify'),
  repairManifest: repository('tag:restore'),
  listNamespaces: found(registry('repository:list')),
  getStorage: registry('repository:list'),
  listRepositories: found(registry('repository:list')),
  getRepository: found(repository('repository:read')),
  syncRepository: found(repository('registry:sync')),
  listTags: found(repository('tag:list')),
  getTag: found(repository('tag:list')),
  tagHistory: repository('tag:list'),
  repositoryActivity: found(repository('tag:list')),
  listActivity: found(nothing('repository:list')),
  getManifest: found(repository('manifest:read')),
  rawManifest: found(repository('manifest:read')),
  rawConfig: found(repository('manifest:read')),
  layerHistory: found(repository('manifest:read')),
  sharedLayer: found(registry('registry:read')),
  listReferrers: found(repository('manifest:read')),
  listJobs: found(nothing('job:list')),
  getJob: found(repository('job:read')),
  cancelJob: repository('job:cancel'),
  retryJob: repository('job:cancel'),
  changes: found(nothing('signed-in')),
  listAudit: nothing('audit:read'),
  getAuditEvent: nothing('audit:read'),
  countAudit: nothing('audit:read'),
  exportAudit: nothing('audit:export'),
  getAuditVerification: nothing('audit:read'),
  verifyAudit: nothing('audit:verify'),
  search: found(nothing('search:run')),
  searchGroup: nothing('search:run'),
  me: found(nothing('signed-in')),
  changePassword: found(nothing('profile:manage')),
  listUsers: found(nothing('user:read')),
  createUser: nothing('user:manage'),
  updateUser: nothing('user:manage'),
  listTokens: found(nothing('token:own')),
  createToken: found(nothing('token:own')),
  revokeToken: nothing('token:manage'),
  listWebhooks: nothing('webhook:list'),
  createWebhook: scope('webhook:manage'),
  updateWebhook: nothing('webhook:manage'),
  deleteWebhook: nothing('webhook:manage'),
  pingWebhook: nothing('webhook:manage'),
  listDeliveries: nothing('webhook:manage'),
  redeliver: nothing('webhook:manage'),
  setup: 'public',
  listGrants: found(nothing('grant:list')),
  createGrants: found(scope('member:manage')),
  updateGrant: found(scope('member:manage')),
  deleteGrant: found(scope('member:manage')),
  listMembers: found(scope('member:read')),
  findPrincipals: found(nothing('member:find')),
  listGroups: found(nothing('group:read')),
  createGroup: nothing('group:manage'),
  getGroup: found(nothing('group:read')),
  updateGroup: nothing('group:manage'),
  deleteGroup: nothing('group:manage'),
  explainAccess: found(nothing('access:explain')),
  createInvitation: nothing('user:manage'),
  acceptInvitation: 'public',
  endUserSessions: nothing('user:manage'),
  endMySessions: found(nothing('profile:manage')),
  listSignInMethods: nothing('sign-in:read'),
  testSignInMethod: nothing('sign-in:read'),
}
