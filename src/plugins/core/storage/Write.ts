import { runnable } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.storage.Write`. */
export const Write = runnable({
  type: 'io.kestra.plugin.core.storage.Write',
  title: 'Write text to a file in internal storage.',
  properties: {
    content: { kind: 'string', dynamic: true, required: true, title: 'The text to write.' },
    extension: { kind: 'string', dynamic: true, title: 'The extension of the file, with its dot.' },
  },
  outputs: {
    uri: { kind: 'string', always: true, title: 'The address of the file.' },
  },
  examples: [
    {
      title: 'Write a file and read it.',
      flow: `id: write_file
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: "one line"
    extension: .txt
  - id: read
    type: io.kestra.plugin.core.log.Log
    message: "{{ read(outputs.write.uri) }}"
`,
    },
  ],
  async run({ content, extension }, { storage, tempName }) {
    return { uri: await storage.put(tempName(extension ?? '.tmp'), new Blob([content])) }
  },
})
