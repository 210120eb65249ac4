import 'server-only'
import { createHmac } from 'node:crypto'
import type { Secret } from '@/lib/core/secret'

/**
 * The value of `Assay-Signature`: the moment in epoch seconds and an HMAC-SHA256 over `<seconds>.<body>`, so that
 * neither can be changed and an old message can be told from a new one.
 */
export function signatureOf(secret: Secret, seconds: number, body: string): string {
  const mac = createHmac('sha256', secret.reveal()).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${mac}`
}
