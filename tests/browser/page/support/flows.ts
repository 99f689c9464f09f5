import { readFileSync } from 'node:fs'

const EXAMPLES = new URL('../../../../src/examples/', import.meta.url)

/** The documentation's flow: an API, Python, SQL. */
export const gettingStarted = readFileSync(new URL('getting_started_process.yaml', EXAMPLES), 'utf8')

/** A flow that needs no runtime and no network. */
export const hello = `id: hello
namespace: company.team
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: Hello from {{ flow.id }}
`

/** A flow that runs for a while and needs no runtime. */
export const sleeping = `id: sleeping
namespace: company.team
tasks:
  - id: rest
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT30S
`

/** A flow that asks before it goes on. */
export const asking = `id: asking
namespace: company.team
tasks:
  - id: approval
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: reason
        type: STRING
        defaults: Well done
      - id: copies
        type: INT
      - id: urgent
        type: BOOLEAN
        required: false
      - id: sizes
        type: MULTISELECT
        values: [S, M]
        dependsOn: {inputs: [urgent], condition: "{{ inputs.urgent }}"}
  - id: after
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.approval.onResume.reason }}, {{ outputs.approval.onResume.copies + 1 }}, {{ outputs.approval.onResume.sizes }}, {{ outputs.approval.resumed.to }}"
`

/** The number of the first line that holds a text. */
export const lineOf = (source: string, text: string): number =>
  source.split('\n').findIndex(line => line.includes(text)) + 1
