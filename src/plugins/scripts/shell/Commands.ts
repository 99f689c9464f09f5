import { runnable } from '../../../task'
import { SCRIPT_OUTPUTS, SCRIPT_PROPERTIES } from '../properties'
import { runPython } from '../python/runPython'
import { IN_PART } from './inPart'

/** Source: Kestra `io.kestra.plugin.scripts.shell.Commands`. */
export const ShellCommands = runnable({
  type: 'io.kestra.plugin.scripts.shell.Commands',
  title: 'Run simple shell commands.',
  description:
    'A small shell, written in Python, runs the commands in this browser: files, texts, pipes and variables. Programs of a system, such as curl or git, are refused by name.',
  inPart: IN_PART,
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
    ...SCRIPT_PROPERTIES,
  },
  outputs: SCRIPT_OUTPUTS,
  examples: [
    {
      title: 'Count the lines of a file.',
      flow: `id: shell_commands
namespace: company.team
tasks:
  - id: count
    type: io.kestra.plugin.scripts.shell.Commands
    inputFiles:
      names.txt: |
        Ada
        Grace
    commands:
      - sort names.txt | head -n 1
      - wc -l < names.txt
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
