import { redirect } from 'next/navigation'
import { SETTINGS_REGISTRIES } from '@/components/shell/addresses'

export default function SettingsPage() {
  redirect(SETTINGS_REGISTRIES)
}
