import { runnable } from '../../../task'
import { PYTHON_PROPERTIES, SCRIPT_OUTPUTS } from '../properties'
import { PRELUDE, runPython } from './runPython'

/** Source: Kestra `io.kestra.plugin.scripts.python.Script`. */
export const Script = runnable({
  type: 'io.kestra.plugin.scripts.python.Script',
  aliases: ['io.kestra.core.tasks.scripts.Python'],
  title: 'Run a Python script.',
  description:
    'Python runs in this browser, as Pyodide. `pip install` in `beforeCommands` installs packages; what a template writes into the script is pasted before it runs, so a map or a list becomes JSON, which the script reads as Python.',
  needs: ['python'],
  properties: {
    script: { kind: 'string', dynamic: 'late', required: true, language: 'python', title: 'The script.' },
    ...PYTHON_PROPERTIES,
  },
  outputs: SCRIPT_OUTPUTS,
  examples: [
    {
      title: 'Write a file and keep it.',
      flow: `id: python_file
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.scripts.python.Script
    outputFiles:
      - squares.csv
    script: |
      with open("squares.csv", "w") as file:
          file.write("n,square\\n")
          for n in range(5):
              file.write(f"{n},{n * n}\\n")
  - id: show
    type: io.kestra.plugin.core.log.Log
    message: "{{ read(outputs.write.outputFiles['squares.csv']) }}"
`,
    },
    {
      title: 'Hand values over to later tasks.',
      flow: `id: python_outputs
namespace: company.team
tasks:
  - id: count
    type: io.kestra.plugin.scripts.python.Script
    script: |
      from kestra import Kestra
      Kestra.outputs({"words": len("one two three".split())})
  - id: show
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.count.vars.words }} words"
`,
    },
  ],
  run: (values, context) =>
    runPython(
      values,
      async extra => {
        const script = await values.script(extra)
        context.keepRendered('script', script)
        return { kind: 'script', source: PRELUDE + script }
      },
      context,
    ),
})
