import { runnable } from '../../../task'
import { PYTHON_PROPERTIES, SCRIPT_OUTPUTS } from '../properties'
import { runPython } from './runPython'

/** Source: Kestra `io.kestra.plugin.scripts.python.Commands`. */
export const Commands = runnable({
  type: 'io.kestra.plugin.scripts.python.Commands',
  title: 'Run commands, such as `python main.py`.',
  description:
    'A small shell runs the commands in this browser: python, pip, echo, cat, ls, mkdir, cp, mv, rm, export and cd. Other commands are refused by name.',
  needs: ['python'],
  properties: {
    commands: {
      kind: 'list',
      of: { kind: 'string', title: 'A command.' },
      dynamic: 'late',
      required: true,
      notEmpty: true,
      title: 'The commands, run one after another.',
    },
    ...PYTHON_PROPERTIES,
  },
  outputs: SCRIPT_OUTPUTS,
  examples: [
    {
      title: 'Run a file with arguments.',
      flow: `id: python_commands
namespace: company.team
tasks:
  - id: greet
    type: io.kestra.plugin.scripts.python.Commands
    inputFiles:
      main.py: |
        import sys
        print("Hello", sys.argv[1])
    commands:
      - python main.py Ada
`,
    },
  ],
  run: (values, context) =>
    runPython(
      values,
      async extra => {
        const commands = await values.commands(extra)
        context.keepRendered('commands', commands.join('\n'))
        return { kind: 'commands', commands }
      },
      context,
    ),
})
