import 'server-only'
import { Gauge, type Registry } from 'prom-client'
import { listVanishStates } from '@/lib/catalog/store/vanished'
import { circuitsOf } from '@/lib/connections/pool'
import { findRuntime } from './runtime'

/** Adds what an operator wants to be woken for: registries that are away, or lost too much at once. */
export function addSyncMetrics(registry: Registry): void {
  new Gauge({
    name: 'assay_sync_vanish_alert',
    help: '1 while so many repositories of a registry are gone at once that nothing is removed.',
    labelNames: ['registry'],
    registers: [registry],
    async collect() {
      const app = findRuntime()
      if (app === undefined) return
      this.reset()
      for (const { name, isDoubted } of await listVanishStates(app.db.query)) {
        this.set({ registry: name }, isDoubted ? 1 : 0)
      }
    },
  })
  new Gauge({
    name: 'assay_registry_circuit_open',
    help: '1 while a registry failed so often in a row that this process does not ask it.',
    labelNames: ['registry'],
    registers: [registry],
    async collect() {
      const app = findRuntime()
      if (app === undefined) return
      this.reset()
      const circuits = circuitsOf(app.registries)
      for (const { id, name } of await listVanishStates(app.db.query)) {
        this.set({ registry: name }, circuits.get(id) === 'open' ? 1 : 0)
      }
    },
  })
}
