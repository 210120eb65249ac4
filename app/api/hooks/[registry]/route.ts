import { hooksRoute, refuseHookMethod } from '@/lib/server/hooks-route'

export {
  hooksRoute as POST,
  refuseHookMethod as DELETE,
  refuseHookMethod as GET,
  refuseHookMethod as HEAD,
  refuseHookMethod as OPTIONS,
  refuseHookMethod as PATCH,
  refuseHookMethod as PUT,
}
