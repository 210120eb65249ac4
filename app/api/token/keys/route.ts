import { getKeys } from '@/lib/server/docker-token/route'

export { getKeys as GET }
