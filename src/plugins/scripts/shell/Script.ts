import { runnable } from '../../../task'
import { SCRIPT_OUTPUTS, SCRIPT_PROPERTIES } from '../properties'
import { runPython } from '../python/runPython'
import { IN_PART } from './inPart'

/** Source: Kestra `io.kestra.plugin.scripts.shell.Script`. */
export const ShellScript = runnable({
  type: 'io.kestra.plugin.scripts.shell.Script',
  title: 'Run a simple shell script.',
  description:
    'A small shell, written in Python, runs the script in this browser: commands one after another, with pipes and variables, but without loops and functions.',
  inPart: IN_PART,
  needs: ['python'],
  properties: {
    script: { kind: 'string', dynamic: 'late', required: true, title: 'The script.' },
    ...SCRIPT_PROPERTIES,
  },
  outputs: SCRIPT_OUTPUTS,
  examples: [
    {
      title: 'Write a file and hand a value over.',
      flow: `id: shell_script
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.scripts.shell.Script
    env:
      NAME: Ada
    outputFiles:
      - hello.txt
    script: |
      echo "Hello $NAME" > hello.txt
      echo '::{"outputs":{"who":"Ada"}}::'
  - id: show
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.write.vars.who }}: {{ read(outputs.write.outputFiles['hello.txt']) }}"
`,
    },
  ],
  run: (values, context) =>
    runPython(
      values,
      async extra => {
        const script = await values.script(extra)
        context.keepRendered('script', script)
        return { kind: 'commands', commands: [script] }
      },
      context,
    ),
})
