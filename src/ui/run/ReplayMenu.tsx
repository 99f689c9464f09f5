import type { ReactNode } from 'react'
import type { Execution } from '../../model'
import { Button, Icon, IconButton, Menu, type MenuItem } from '../controls'
import { usePage, usePageState } from '../state/usePage'

/** Runs the flow anew from a task on, with the outputs that the run on the right has for all before it. */
export function ReplayMenu({ run }: { readonly run: Execution }): ReactNode {
  const page = usePage()
  const phone = usePageState(({ layout }) => layout === 'phone')
  const outline = usePageState(state => state.check?.outline) ?? []
  const calls = usePageState(
    ({ check }) => check?.ready.some(({ kind }) => kind === 'call' || kind === 'code') ?? false,
  )
  const ran = new Set(run.taskRuns.map(({ taskId }) => taskId))
  const tasks = outline.filter(({ id, depth }) => depth === 0 && ran.has(id))
  const items: readonly MenuItem[] = [
    ...(run.state.current === 'FAILED' || run.state.current === 'KILLED'
      ? [
          {
            title: `Restart run ${run.number}`,
            hint: 'goes on with this run',
            onSelect: () => void page.restart(),
          },
          { title: 'From what did not end well', onSelect: () => void page.replay('failed') },
        ]
      : []),
    { title: 'From the first change', onSelect: () => void page.replay('changed') },
    ...tasks.map(
      ({ id }, index): MenuItem => ({
        title: `From ${id}`,
        hint:
          index === 0
            ? 'runs everything'
            : `reuses ${index === 1 ? tasks[0]?.id : `${index} tasks`} of run ${run.number}`,
        onSelect: () => void page.replay({ taskId: id }),
      }),
    ),
    ...(calls
      ? [
          {
            title: 'With recorded responses',
            hint: `calls are answered as in run ${run.number}`,
            onSelect: () => void page.runRecorded(),
          },
        ]
      : []),
  ]
  return (
    <Menu label="Replay" align="end" items={items}>
      {trigger =>
        phone ? (
          <IconButton size="small" name="Replay" icon="replay" {...trigger} />
        ) : (
          <Button look="ghost" size="small" icon="replay" {...trigger}>
            Replay <Icon name="chevron" size={12} />
          </Button>
        )
      }
    </Menu>
  )
}
