import { authRoute } from '@/lib/server/auth/handler'

export { authRoute as GET, authRoute as POST }
