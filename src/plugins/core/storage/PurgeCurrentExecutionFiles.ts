import { runnable } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles`. */
export const PurgeCurrentExecutionFiles = runnable({
  type: 'io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles',
  aliases: ['io.kestra.core.tasks.storages.PurgeExecution', 'io.kestra.plugin.core.storage.PurgeExecution'],
  title: 'Delete every file of this execution.',
  properties: {
    includeChildExecutions: {
      kind: 'boolean',
      dynamic: true,
      default: false,
      ignored: 'Files of subflow executions stay here until the run is deleted.',
      title: 'Delete the files of subflow executions too.',
    },
    includeStates: {
      kind: 'boolean',
      dynamic: true,
      default: false,
      ignored: 'There are no state files here.',
      title: 'Delete state files too.',
    },
  },
  outputs: {
    uris: { kind: 'list', of: { kind: 'string', title: 'An address.' }, always: true, title: 'What was deleted.' },
  },
  examples: [
    {
      title: 'Clean up at the end.',
      flow: `id: purge_files
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: gone soon
  - id: purge
    type: io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles
`,
    },
  ],
  async run(_values, { purgeFiles }) {
    return { uris: await purgeFiles() }
  },
})
