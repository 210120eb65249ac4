/** What a colour means. It never stands alone: icon or words say the same. */
export type Tone = 'neutral' | 'ok' | 'warn' | 'danger' | 'info' | 'gold'

export const TONE_SOFT: Record<Tone, string> = {
  neutral: 'bg-selected text-muted',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  danger: 'bg-danger-soft text-danger',
  info: 'bg-info-soft text-info',
  gold: 'bg-gold-soft text-gold-ink',
}

export const TONE_TEXT: Record<Tone, string> = {
  neutral: 'text-muted',
  ok: 'text-ok',
  warn: 'text-warn',
  danger: 'text-danger',
  info: 'text-info',
  gold: 'text-gold-ink',
}
