import type { ReactNode } from 'react'
import { LogoMark } from '@/components/shell/logo'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[420px] flex-col justify-center gap-6 px-4 py-10">
      <p className="flex items-center justify-center gap-2.5 text-xl font-semibold">
        <LogoMark className="size-8" />
        Assay
      </p>
      <div className="rounded-xl border border-line bg-surface p-6 shadow-control">{children}</div>
    </main>
  )
}
