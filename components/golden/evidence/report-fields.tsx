'use client'

import { EVIDENCE_TYPES, type EvidenceType, isEvidenceType } from '@/lib/core/evidence-types'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { Select } from '../../ui/select'
import type { Catalogue } from '../queries'

interface ReportFieldsProps {
  catalogue: Catalogue['items']
  type: EvidenceType
  isTooLarge: boolean
  onType: (type: EvidenceType) => void
  onFile: (file: File | null) => void
}

/** The report of a tool: what it is about, and the file. */
export function ReportFields({ catalogue, type, isTooLarge, onType, onFile }: ReportFieldsProps) {
  const item = catalogue.find(({ ref }) => ref === type)
  return (
    <>
      <Field label="What it is about" hint={item?.explanation}>
        <Select
          className="w-full [&_select]:w-full"
          value={type}
          onChange={({ target }) => isEvidenceType(target.value) && onType(target.value)}
        >
          {EVIDENCE_TYPES.map((each) => (
            <option key={each} value={each}>
              {catalogue.find(({ ref }) => ref === each)?.title ?? each} ({each})
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label="File"
        error={isTooLarge ? 'This file is larger than 8 MiB.' : undefined}
        hint={
          item === undefined || item.formats.length === 0
            ? 'At most 8 MiB.'
            : `${item.formats.join(', ')}; at most 8 MiB. The form is told from the file.`
        }
      >
        <Input
          type="file"
          accept=".json,.xml,.sarif,application/json,application/xml,text/xml"
          className="py-1 file:mr-3 file:rounded-sm file:border-0 file:bg-selected file:px-2 file:text-xs"
          onChange={({ target }) => onFile(target.files?.[0] ?? null)}
        />
      </Field>
    </>
  )
}
