import { formatBytes } from '../../ui/format-bytes'
import { Notice } from '../../ui/notice'
import { Panel, PanelHeader } from '../../ui/panel'
import type { LayerHistory } from '../queries'
import { LayerList } from './layer-list'
import { weighSteps } from './layer-rows'
import { StepTable } from './step-table'

interface LayerHistoryViewProps {
  registry: string
  history: LayerHistory
}

/** The build of an image, step by step, with what each step weighs. */
export function LayerHistoryView({ registry, history }: LayerHistoryViewProps) {
  const { mapping, steps, layers, totalBytes } = history
  const empty = steps.filter((step) => step.isEmpty).length
  if (mapping === 'exact') {
    return (
      <StepTable
        registry={registry}
        rows={weighSteps(steps)}
        emptyCount={empty}
        summary={`${count(steps.length, 'step')}, ${count(layers.length, 'layer')}, ${formatBytes(totalBytes)} compressed`}
      />
    )
  }
  return (
    <div className="flex flex-col gap-4">
      {mapping === 'none' ? (
        <Notice title="This image carries no build history">
          Whoever built it left the history out, so only its layers can be shown.
        </Notice>
      ) : (
        <Notice tone="warn" title="Steps and layers do not pair up">
          The history tells of {count(steps.length - empty, 'step')} that made a layer, but the image has{' '}
          {count(layers.length, 'layer')}. Which step made which layer cannot be known, so both are listed.
        </Notice>
      )}
      {steps.length > 0 && (
        <StepTable
          registry={registry}
          rows={steps.map((step) => ({ step, weight: null }))}
          emptyCount={empty}
          summary={count(steps.length, 'step')}
          isUnpaired
        />
      )}
      <Panel aria-label="Layers">
        <PanelHeader
          title="Layers"
          description={`${count(layers.length, 'layer')}, ${formatBytes(totalBytes)} compressed`}
        />
        <LayerList registry={registry} layers={layers} />
      </Panel>
    </div>
  )
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}
