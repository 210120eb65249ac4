import * as audit from './audit'
import { changes } from './changes'
import * as dockerSignIn from './docker-sign-in'
import { explainAccess } from './explain'
import * as garbage from './garbage'
import * as grants from './grants'
import * as groups from './groups'
import * as history from './history'
import * as jobs from './jobs'
import * as manifests from './manifests'
import * as notifications from './notifications'
import * as people from './people'
import * as registries from './registries'
import * as repositories from './repositories'
import { search, searchGroup } from './search'
import * as signIn from './sign-in'
import { getStorage } from './storage'
import * as trash from './trash'
import * as webhooks from './webhooks'

/** Every endpoint of the public API, by the name its handler and client go by. */
export const contracts = {
  listRegistries: registries.listRegistries,
  createRegistry: registries.createRegistry,
  getRegistry: registries.getRegistry,
  updateRegistry: registries.updateRegistry,
  deleteRegistry: registries.deleteRegistry,
  probeRegistry: registries.probeRegistry,
  syncRegistry: registries.syncRegistry,
  acceptVanished: registries.acceptVanished,
  getNotifications: notifications.getNotifications,
  rotateHookSecret: notifications.rotateHookSecret,
  endHookSecret: notifications.endHookSecret,
  listDeadLetters: notifications.listDeadLetters,
  discardAllDeadLetters: notifications.discardAllDeadLetters,
  discardDeadLetter: notifications.discardDeadLetter,
  retryDeadLetter: notifications.retryDeadLetter,
  getDockerSignIn: dockerSignIn.getDockerSignIn,
  updateDockerSignIn: dockerSignIn.updateDockerSignIn,
  tryDockerSignIn: dockerSignIn.tryDockerSignIn,
  createSigningKey: dockerSignIn.createSigningKey,
  activateSigningKey: dockerSignIn.activateSigningKey,
  discardSigningKey: dockerSignIn.discardSigningKey,
  getGarbage: garbage.getGarbage,
  listDangling: garbage.listDangling,
  getVerification: garbage.getVerification,
  verifyRegistry: garbage.verifyRegistry,
  repairManifest: garbage.repairManifest,
  listNamespaces: registries.listNamespaces,
  getStorage,
  listRepositories: repositories.listRepositories,
  getRepository: repositories.getRepository,
  syncRepository: repositories.syncRepository,
  listTags: repositories.listTags,
  getTag: repositories.getTag,
  tagHistory: history.tagHistory,
  repositoryActivity: history.repositoryActivity,
  listActivity: history.listActivity,
  getManifest: manifests.getManifest,
  rawManifest: manifests.rawManifest,
  rawConfig: manifests.rawConfig,
  layerHistory: manifests.layerHistory,
  sharedLayer: manifests.sharedLayer,
  listReferrers: manifests.listReferrers,
  putTag: trash.putTag,
  promoteTag: trash.promoteTag,
  listTrash: trash.listTrash,
  restoreTrash: trash.restoreTrash,
  restoreMany: trash.restoreMany,
  checkTrash: trash.checkTrash,
  purgeTrash: trash.purgeTrash,
  getTrashPeriod: trash.getTrashPeriod,
  updateTrashPeriod: trash.updateTrashPeriod,
  listJobs: jobs.listJobs,
  getJob: jobs.getJob,
  cancelJob: jobs.cancelJob,
  retryJob: jobs.retryJob,
  changes,
  listAudit: audit.listAudit,
  getAuditEvent: audit.getAuditEvent,
  countAudit: audit.countAudit,
  exportAudit: audit.exportAudit,
  getAuditVerification: audit.getAuditVerification,
  verifyAudit: audit.verifyAudit,
  search,
  searchGroup,
  me: people.me,
  changePassword: people.changePassword,
  listUsers: people.listUsers,
  createUser: people.createUser,
  updateUser: people.updateUser,
  listTokens: people.listTokens,
  createToken: people.createToken,
  revokeToken: people.revokeToken,
  listWebhooks: webhooks.listWebhooks,
  createWebhook: webhooks.createWebhook,
  updateWebhook: webhooks.updateWebhook,
  deleteWebhook: webhooks.deleteWebhook,
  pingWebhook: webhooks.pingWebhook,
  listDeliveries: webhooks.listDeliveries,
  redeliver: webhooks.redeliver,
  setup: people.setup,
  listGrants: grants.listGrants,
  createGrants: grants.createGrants,
  updateGrant: grants.updateGrant,
  deleteGrant: grants.deleteGrant,
  listMembers: grants.listMembers,
  findPrincipals: grants.findPrincipals,
  listGroups: groups.listGroups,
  createGroup: groups.createGroup,
  getGroup: groups.getGroup,
  updateGroup: groups.updateGroup,
  deleteGroup: groups.deleteGroup,
  explainAccess,
  createInvitation: signIn.createInvitation,
  acceptInvitation: signIn.acceptInvitation,
  endUserSessions: signIn.endUserSessions,
  endMySessions: signIn.endMySessions,
  listSignInMethods: signIn.listSignInMethods,
  testSignInMethod: signIn.testSignInMethod,
} as const

export type Contracts = typeof contracts
