import type { ReactNode } from 'react'

interface FormSectionProps {
  title: string
  description: ReactNode
  children: ReactNode
}

/** One matter of a form: what it is about at the left, its fields at the right. */
export function FormSection({ title, description, children }: FormSectionProps) {
  return (
    <fieldset className="grid gap-x-8 gap-y-4 p-4 sm:grid-cols-[220px_1fr] sm:p-5">
      <legend className="sr-only">{title}</legend>
      <div>
        <p aria-hidden="true" className="font-semibold">
          {title}
        </p>
        <p className="mt-0.5 text-xs text-muted">{description}</p>
      </div>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
    </fieldset>
  )
}
