import { checkFlow, complete, hover } from '../../../src/editor'
import { elsewhere } from '../../../src/plugins/elsewhere'
import { registry } from '../../../src/plugins/registry'

/** What the reading worker answers, without the messages around it. */
export const check = (source: string): string =>
  JSON.stringify(checkFlow(source, { registry, elsewhere, version: 'auto' }))

export const ask = (source: string, offset: number): string =>
  JSON.stringify([complete(source, offset, registry, 'auto'), hover(source, offset, registry, 'auto')])
