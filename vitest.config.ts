import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

/**
 * `unit` is quick and starts nothing; `integration` starts real registries and databases; `registries` holds one
 * contract against every registry that can be had (`npm run test:registries`).
 */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [
            '**/node_modules/**',
            '.next/**',
            '**/*.integration.test.ts',
            '**/*.matrix.test.ts',
            'e2e/**',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude: ['**/node_modules/**', '.next/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          globalSetup: ['lib/testing/postgres-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'registries',
          include: ['**/*.matrix.test.ts'],
          exclude: ['**/node_modules/**', '.next/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
