import type { RequestRow } from '../harness/row'
import { dockerSignInRows, dockerTokenRows } from './docker-tokens'
import { everyEndpointRows, spellingRows } from './every-endpoint'
import { hostRows, internalHeaderRows, internalQueryRows, originRows } from './headers'
import { jobRows, listRows } from './lists'
import { repositoryNameRows, tagAndDigestRows } from './names'
import { notificationRows } from './notifications'
import { peopleRows } from './people'
import { bodyRows, fieldRows } from './registries'
import { addressRows } from './registry-addresses'
import { bearerRows, sessionRows } from './sessions'
import { callbackRows, passwordRows, redirectRows } from './sign-in'
import { tokenRows } from './tokens'

/** Every single request, in the order it is sent. */
export const CORPUS: readonly RequestRow[] = [
  ...addressRows,
  ...bodyRows,
  ...fieldRows,
  ...repositoryNameRows,
  ...tagAndDigestRows,
  ...listRows,
  ...jobRows,
  ...passwordRows,
  ...callbackRows,
  ...redirectRows,
  ...sessionRows,
  ...bearerRows,
  ...originRows,
  ...internalHeaderRows,
  ...internalQueryRows,
  ...hostRows,
  ...tokenRows,
  ...dockerTokenRows,
  ...dockerSignInRows,
  ...notificationRows,
  ...peopleRows,
  ...everyEndpointRows,
  ...spellingRows,
]
