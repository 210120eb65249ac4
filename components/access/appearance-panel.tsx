'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTheme } from '@/components/shell/use-theme'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { SegmentedControl } from '@/components/ui/segmented-control'

/** Light or dark, for this browser. */
export function AppearancePanel() {
  const [theme, setTheme] = useTheme()
  return (
    <Panel>
      <PanelHeader title="Appearance" description="For this browser." />
      <div className="p-4">
        <SegmentedControl
          label="Theme"
          value={theme}
          onChange={setTheme}
          options={[
            { value: 'system', label: <Labelled icon={<Monitor />}>System</Labelled> },
            { value: 'light', label: <Labelled icon={<Sun />}>Light</Labelled> },
            { value: 'dark', label: <Labelled icon={<Moon />}>Dark</Labelled> },
          ]}
        />
      </div>
    </Panel>
  )
}

function Labelled({ icon, children }: { icon: ReactNode; children: string }) {
  return (
    <>
      {icon}
      {children}
    </>
  )
}
