import { getToken, postToken } from '@/lib/server/docker-token/route'

export { getToken as GET, postToken as POST }
