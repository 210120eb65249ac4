'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { webhookQueries } from './queries'

/** What can be done to a webhook besides editing it. */
export function useWebhookActions(webhook: string) {
  const client = useQueryClient()
  const onSettled = () => client.invalidateQueries({ queryKey: webhookQueries.all })
  const failing = (title: string) => (error: unknown) =>
    toast.failure(title, { description: problemOf(error).detail })
  return {
    ping: useMutation({
      mutationFn: () => api('pingWebhook', { params: { webhook } }),
      onSuccess: () => toast.info('A test is on its way', { description: 'How it went shows in the log.' }),
      onError: failing('No test was sent'),
      onSettled,
    }),
    pause: useMutation({
      mutationFn: (isPaused: boolean) => api('updateWebhook', { params: { webhook }, body: { isPaused } }),
      onError: failing('The webhook was not changed'),
      onSettled,
    }),
    redeliver: useMutation({
      mutationFn: (delivery: string) => api('redeliver', { params: { webhook, delivery } }),
      onSuccess: () => toast.info('It is sent once more'),
      onError: failing('It was not sent again'),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: () => api('deleteWebhook', { params: { webhook } }),
      onSettled,
    }),
  }
}
