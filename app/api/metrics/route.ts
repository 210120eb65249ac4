import { metricsRoute } from '@/lib/server/metrics-route'

export { metricsRoute as GET }
