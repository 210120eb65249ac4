import type { ScheduleOptions } from './schedule'

export type Language = 'node' | 'python' | 'java' | 'go' | 'static' | 'shell'

/** One service of the company and how its team releases it. */
export interface Application {
  readonly repository: string
  readonly language: Language
  readonly schedule: ScheduleOptions
  /** Days its team takes to move to a new base. */
  readonly lagDays: number
  readonly isMultiPlatform: boolean
  readonly format: 'oci' | 'docker'
  /** Builds of the main branch: each takes the tag `main` from the one before. */
  readonly mainBuilds: number
}

type Row = readonly [repository: string, language: Language, traits?: Traits]

interface Traits {
  readonly releases?: number
  readonly lagDays?: number
  readonly isMultiPlatform?: boolean
  readonly format?: 'oci' | 'docker'
  readonly mainBuilds?: number
  /** Day of the last release, for what nobody has touched since. */
  readonly lastDay?: string
}

const ROWS: readonly Row[] = [
  ['payments/api', 'node', { releases: 14, format: 'oci', mainBuilds: 5 }],
  ['payments/web', 'static', { releases: 12, isMultiPlatform: true, mainBuilds: 3 }],
  ['payments/worker', 'node', { releases: 10 }],
  ['payments/ledger', 'java', { releases: 9, lagDays: 60, format: 'docker' }],
  ['payments/fraud-scorer', 'python', { releases: 8, mainBuilds: 4 }],
  ['payments/batch/settlement', 'java', { releases: 7, lagDays: 120, format: 'docker' }],
  ['payments/batch/reconciliation', 'python', { releases: 6, lagDays: 90 }],
  ['commerce/storefront', 'node', { releases: 12, isMultiPlatform: true, mainBuilds: 4 }],
  ['commerce/cart', 'node', { releases: 9 }],
  ['commerce/search', 'java', { releases: 8, format: 'docker' }],
  ['commerce/pricing', 'go', { releases: 8, isMultiPlatform: true }],
  ['commerce/recommendations', 'python', { releases: 6, mainBuilds: 3 }],
  ['commerce/checkout/api', 'node', { releases: 9 }],
  ['commerce/checkout/ui', 'static', { releases: 9 }],
  ['data/etl/orders-import', 'python', { releases: 8, lagDays: 45 }],
  ['data/etl/events-loader', 'python', { releases: 7, lagDays: 45 }],
  ['data/etl/customer-sync', 'python', { releases: 6, lagDays: 200, lastDay: '2026-04-14' }],
  ['data/ml/feature-store', 'python', { releases: 7, isMultiPlatform: true }],
  ['data/ml/churn-model', 'python', { releases: 5, mainBuilds: 3 }],
  ['data/notebook', 'python', { releases: 5, lagDays: 150 }],
  ['data/warehouse-proxy', 'go', { releases: 6 }],
  ['identity/login', 'node', { releases: 10, isMultiPlatform: true }],
  ['identity/directory', 'java', { releases: 7, format: 'docker' }],
  ['identity/token-issuer', 'go', { releases: 8, isMultiPlatform: true }],
  ['observability/collector', 'go', { releases: 8, isMultiPlatform: true }],
  ['observability/dashboards', 'static', { releases: 6 }],
  ['observability/alert-router', 'go', { releases: 6 }],
  ['tools/backup', 'shell', { releases: 7 }],
  ['tools/db-migrate', 'shell', { releases: 6, lagDays: 100 }],
  ['tools/kubectl', 'go', { releases: 6, isMultiPlatform: true }],
  ['tools/load-test', 'python', { releases: 4, format: 'docker' }],
  ['warehouse/scanner-gateway', 'go', { releases: 6 }],
  ['warehouse/routing', 'java', { releases: 7, lagDays: 30, format: 'docker' }],
  [
    'warehouse/label-printer',
    'shell',
    { releases: 5, lagDays: 300, lastDay: '2025-12-10', format: 'docker' },
  ],
  ['status-page', 'static', { releases: 5 }],
]

export const APPLICATIONS: readonly Application[] = ROWS.map(
  ([repository, language, traits = {}], index) => ({
    repository,
    language,
    schedule: {
      firstVersion: [1 + (index % 3), index % 5, 0],
      lastDay: traits.lastDay ?? `2026-1${index % 2}-0${1 + (index % 9)}`,
      count: traits.releases ?? 6,
      daysBetween: [14, 50],
    },
    lagDays: traits.lagDays ?? 10,
    isMultiPlatform: traits.isMultiPlatform ?? false,
    format: traits.format ?? 'oci',
    mainBuilds: traits.mainBuilds ?? 0,
  }),
)
