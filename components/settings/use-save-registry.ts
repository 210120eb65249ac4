'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client/api'
import { isProblem } from '@/lib/api/client/problem-error'
import { type Registry, registryQueries } from './queries'
import { bodyOf, type RegistryDraft } from './registry-input'

interface Save {
  readonly draft: RegistryDraft
  /** The origin credentials may go to, once the reader has seen and accepted it. */
  readonly confirmRealmOrigin?: string
}

/** Creates a registry, or changes the one given. */
export function useSaveRegistry(registry: Registry | null, onSaved: (saved: Registry) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ draft, confirmRealmOrigin }: Save) => {
      const body = { ...bodyOf(draft), ...(confirmRealmOrigin && { confirmRealmOrigin }) }
      if (registry === null) return api('createRegistry', { body: { ...body, name: draft.name.trim() } })
      return api('updateRegistry', { params: { registry: registry.name }, body })
    },
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: registryQueries.list().queryKey })
      void client.invalidateQueries({ queryKey: ['registries', saved.name] })
      onSaved(saved)
    },
  })
}

/** The origin a refused save asks to confirm; null when it was refused for another reason. */
export function realmToConfirm(error: unknown): string | null {
  if (!isProblem(error, 'realm-confirmation-required')) return null
  const { realmOrigin, realm } = error.problem.facts
  const origin = realmOrigin ?? realm
  return typeof origin === 'string' ? origin : null
}
