import type { Properties } from '../../task'

const SERVER_RUNNER = 'Kept, but not used here: the script runs in this browser.'
const SERVER_UV = 'Kept, but not used here: packages come from this site, this browser or a package index.'

/** A script or its commands see the working directory and the files to be written by name. */
const LATE = { dynamic: 'late' } as const

/** What every script task may set. Source: Kestra `io.kestra.plugin.scripts.exec.AbstractExecScript`. */
export const SCRIPT_PROPERTIES = {
  beforeCommands: {
    kind: 'list',
    of: { kind: 'string', title: 'A command.' },
    ...LATE,
    title: 'Commands to run before: `pip install …` above all.',
  },
  env: { kind: 'map', of: { kind: 'string', title: 'A value.' }, ...LATE, title: 'Environment variables.' },
  inputFiles: {
    kind: 'any',
    ...LATE,
    title: 'Files to put into the working directory: name to content or address.',
    description: 'A map, or JSON text of one. A `kestra://` address copies the file, any other text is the content.',
  },
  outputFiles: {
    kind: 'list',
    of: { kind: 'string', title: 'A name or a glob.' },
    dynamic: true,
    title: 'Files to keep, by name or glob, relative to the working directory.',
  },
  namespaceFiles: {
    kind: 'object',
    dynamic: true,
    title: 'Namespace files to copy into the working directory.',
    properties: {
      enabled: { kind: 'boolean', title: 'Whether to copy them.' },
      include: { kind: 'list', of: { kind: 'string', title: 'A glob.' }, title: 'Only these.' },
      exclude: { kind: 'list', of: { kind: 'string', title: 'A glob.' }, title: 'Not these.' },
      namespaces: {
        kind: 'list',
        of: { kind: 'string', title: 'A namespace.' },
        title: 'From these namespaces; the flow’s own when absent.',
      },
      ifExists: { kind: 'string', title: 'What to do with a file that is there already.' },
      folderPerNamespace: { kind: 'boolean', title: 'Put the files of each namespace into a folder of its own.' },
    },
  },
  failFast: { kind: 'boolean', dynamic: true, default: true, title: 'Stop at the first command that fails.' },
  outputDirectory: {
    kind: 'boolean',
    dynamic: true,
    deprecated: 'Use outputFiles.',
    title: 'Keep every file that the script writes into the folder `{{ outputDir }}`.',
  },
  containerImage: {
    kind: 'string',
    dynamic: true,
    ignored: SERVER_RUNNER,
    title: 'The container image in which Kestra runs the script.',
  },
  taskRunner: {
    kind: 'any',
    ignored: SERVER_RUNNER,
    title: 'Where Kestra runs the script.',
  },
  runner: {
    kind: 'any',
    ignored: SERVER_RUNNER,
    deprecated: 'Use taskRunner.',
    title: 'Where Kestra runs the script.',
  },
  docker: {
    kind: 'any',
    ignored: SERVER_RUNNER,
    deprecated: 'Use taskRunner.',
    title: 'How Kestra runs the container.',
  },
  interpreter: { kind: 'any', ignored: SERVER_RUNNER, title: 'The shell of the commands.' },
  targetOS: { kind: 'any', ignored: SERVER_RUNNER, title: 'The operating system of the commands.' },
  warningOnStdErr: {
    kind: 'boolean',
    ignored: 'Lines of the error stream are logged as ERROR and change nothing else, as in Kestra.',
    deprecated: 'It has no effect since Kestra 0.23.',
    title: 'End with WARNING when something is written to the error stream.',
  },
} as const satisfies Properties

/** What every Python task may set besides. Source: Kestra `io.kestra.plugin.scripts.python.AbstractPythonExecScript`. */
export const PYTHON_PROPERTIES = {
  ...SCRIPT_PROPERTIES,
  containerImage: {
    ...SCRIPT_PROPERTIES.containerImage,
    ignored:
      'No image is pulled: Python runs as Pyodide 3.14. What Kestra’s own images bring is installed when imported.',
  },
  taskRunner: {
    ...SCRIPT_PROPERTIES.taskRunner,
    ignored: 'taskRunner is kept but not used here. Python runs as Pyodide 3.14.',
  },
  dependencies: {
    kind: 'list',
    of: { kind: 'string', title: 'A package, with or without a version.' },
    dynamic: true,
    title: 'Packages to install before the script runs.',
  },
  packageManager: { kind: 'any', ignored: SERVER_UV, title: 'UV or PIP.' },
  pythonVersion: {
    kind: 'any',
    ignored: 'Python runs as Pyodide 3.14, whatever pythonVersion says.',
    title: 'A version of Python.',
  },
  dependencyCacheEnabled: { kind: 'any', ignored: SERVER_UV, title: 'Whether to keep installed packages.' },
  uvVersion: { kind: 'any', ignored: SERVER_UV, title: 'A version of uv.' },
  uvIndexUrl: { kind: 'any', ignored: SERVER_UV, title: 'A package index.' },
} as const satisfies Properties

/** What every script task gives. Source: Kestra `io.kestra.plugin.scripts.exec.scripts.models.ScriptOutput`. */
export const SCRIPT_OUTPUTS = {
  vars: {
    kind: 'map',
    of: { kind: 'any', title: 'A value.' },
    always: true,
    title: 'Values that the script handed over with `Kestra.outputs` or a line `::{"outputs": {…}}::`.',
  },
  exitCode: { kind: 'number', always: true, title: 'The exit code: 0 when all went well.' },
  outputFiles: {
    kind: 'map',
    of: { kind: 'string', title: 'An address.' },
    always: true,
    title: 'Addresses of the files kept, by their path in the working directory.',
  },
} as const
