import { getBundle } from '@/lib/server/docker-token/route'

export { getBundle as GET }
