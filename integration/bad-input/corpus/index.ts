import type { RequestRow } from '../harness/row'
import { accessRows } from './access'
import { auditRows } from './audit'
import { deletionRows } from './deletion'
import { dockerSignInRows, dockerTokenRows } from './docker-tokens'
import { everyEndpointRows, spellingRows } from './every-endpoint'
import { goldenRows } from './golden'
import { goldenChannelRows } from './golden-channels'
import { goldenPolicyRows } from './golden-policies'
import { hostRows, internalHeaderRows, internalQueryRows, originRows } from './headers'
import { historyRows } from './history'
import { invitationRows } from './invitations'
import { jobRows, listRows } from './lists'
import { repositoryNameRows, tagAndDigestRows } from './names'
import { notificationRows } from './notifications'
import { peopleRows } from './people'
import { bodyRows, fieldRows } from './registries'
import { addressRows } from './registry-addresses'
import { bearerRows, sessionRows } from './sessions'
import { callbackRows, passwordRows, redirectRows } from './sign-in'
import { providerRedirectRows, providerRows } from './sign-in-oidc'
import { tokenRows } from './tokens'
import { webhookRows } from './webhooks'

/** Every single request, in the order it is sent. */
export const CORPUS: readonly RequestRow[] = [
  ...addressRows,
  ...bodyRows,
  ...fieldRows,
  ...repositoryNameRows,
  ...tagAndDigestRows,
  ...listRows,
  ...historyRows,
  ...webhookRows,
  ...jobRows,
  ...auditRows,
  ...passwordRows,
  ...callbackRows,
  ...redirectRows,
  ...providerRows,
  ...providerRedirectRows,
  ...invitationRows,
  ...sessionRows,
  ...bearerRows,
  ...originRows,
  ...internalHeaderRows,
  ...internalQueryRows,
  ...hostRows,
  ...tokenRows,
  ...accessRows,
  ...dockerTokenRows,
  ...dockerSignInRows,
  ...notificationRows,
  ...peopleRows,
  ...everyEndpointRows,
  ...spellingRows,
  ...goldenRows,
  ...goldenPolicyRows,
  ...goldenChannelRows,
  ...deletionRows,
]
