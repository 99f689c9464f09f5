import type { FileReference } from '../host'
import { slugify } from '../java/text'
import { type Args, type Argument, BOTH, type Call, type PebbleFunction } from '../language'
import type { Dialect } from '../plain'
import { stringArg } from '../take'
import { javaText } from '../text'
import { JavaThrown } from '../thrown'
import { isMapValue, JavaUri, long, type Value } from '../value'
import { flowOf, mapVariable, textIn } from './flow'
import { askHost } from './service'

const PATH: Argument = { name: 'path', title: 'A `kestra://` address, or the path of a namespace file.' }
const NAMESPACE: Argument = { name: 'namespace', title: 'Whose namespace file.', default: 'flow.namespace' }

type FileFunction = Omit<PebbleFunction, 'arguments' | 'dialects'> & { readonly versioned?: boolean }

const FILE_FUNCTIONS: readonly FileFunction[] = [
  {
    name: 'read',
    title: 'The text of a file.',
    examples: [{ template: "{{ read('greeting.txt') | upper }}", result: 'HELLO!' }],
    versioned: true,
    apply: withFile(
      'read',
      'a path to a namespace file or an internal storage URI',
      (file, _args, call) => askHost(call, 'read', [file], read => read(file)) ?? notFound(file, call),
    ),
  },
  {
    name: 'fileURI',
    title: 'The `kestra://` address of a namespace file.',
    examples: [{ template: "{{ fileURI('greeting.txt') }}", result: 'kestra:///company/team/_files/greeting.txt' }],
    versioned: true,
    apply: withFile('fileURI', 'a path to a namespace file', fileUri),
  },
  {
    name: 'fileSize',
    title: 'How many bytes a file has.',
    examples: [{ template: "{{ fileSize('greeting.txt') }}", result: '6' }],
    apply: withFile('fileSize', 'a path to the internal storage URI', (file, _args, call) =>
      long(askHost(call, 'fileSize', [file], fileSize => fileSize(file)) ?? notFound(file, call)),
    ),
  },
  {
    name: 'fileExists',
    title: 'Whether there is such a file.',
    examples: [{ template: "{{ fileExists('greeting.txt') }} {{ fileExists('absent.txt') }}", result: 'true false' }],
    apply: withFile('fileExists', 'a path to the internal storage URI', (file, _args, call) =>
      askHost(call, 'fileExists', [file], fileExists => fileExists(file)),
    ),
  },
  {
    name: 'isFileEmpty',
    title: 'Whether a file has no bytes.',
    examples: [{ template: "{{ isFileEmpty('greeting.txt') }}", result: 'false' }],
    apply: withFile(
      'isFileEmpty',
      'a path to a namespace file or an internal storage URI',
      (file, _args, call) =>
        (askHost(call, 'fileSize', [file], fileSize => fileSize(file)) ?? notFound(file, call)) === 0,
    ),
  },
]

/** Functions of stored files and namespace files. Source: Kestra `AbstractFileFunction`. */
export const fileFunctions: readonly PebbleFunction[] = FILE_FUNCTIONS.flatMap(one =>
  one.versioned ? [inDialects(one, ['1.3'], 'version'), inDialects(one, ['2.0'], 'revision')] : [inDialects(one, BOTH)],
)

function inDialects(
  { versioned, ...one }: FileFunction,
  dialects: readonly Dialect[],
  version?: string,
): PebbleFunction {
  const versions: readonly Argument[] =
    version === undefined ? [] : [{ name: version, title: 'Which version of a namespace file.', default: 'the last' }]
  return { ...one, arguments: [PATH, NAMESPACE, ...versions], dialects }
}

/** Calls with the file that the arguments name; `expects` is what Kestra says when there is no path. */
function withFile(
  name: string,
  expects: string,
  work: (file: FileReference, args: Args, call: Call) => Value,
): PebbleFunction['apply'] {
  return (args, call) => {
    if (!args.has('path')) throw call.fail(`The '${name}' function expects an argument 'path' that is ${expects}.`)
    return work(fileOf(args, call), args, call)
  }
}

const NO_TRAVERSAL = "File should be accessed with their full path and not using relative '..' path."

function fileOf(args: Args, call: Call): FileReference {
  const path = args.get('path') ?? null
  const flow = flowOf(call)
  const own = flow.namespace ?? ''
  const namespace = stringArg(args, 'namespace') ?? own
  if (path instanceof JavaUri) return storedFile(path.value, call)
  if (typeof path !== 'string') throw call.fail(`Unable to read the file ${javaText(path)}`)
  if (/^kestra:/i.test(path)) return storedFile(path, call)
  if (path.startsWith('file://')) throw forbidden(path)
  if (path.startsWith('nsfile')) return addressedFile(path, args, own, call)
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:.*/.test(path)) throw call.fail(`Cannot process the URI ${path}: scheme not supported.`)
  return namespaceFile(path, namespace, args, call)
}

function forbidden(path: string): JavaThrown {
  const shown = path.replace(/^file:\/\//, '')
  return new JavaThrown(
    'java.lang.SecurityException',
    `The path ${shown} is not authorized. Path must be allowed either globally inside the Kestra configuration using the \`kestra.local-files.allowed-paths\` property.`,
  )
}

function namespaceFile(path: string, namespace: string, args: Args, call: Call): FileReference {
  if (path.split('/').includes('..')) throw call.fail(NO_TRAVERSAL)
  const revision = args.get('revision') ?? args.get('version') ?? null
  const file: FileReference = {
    kind: 'namespace-file',
    path: path
      .split('/')
      .filter(part => part !== '' && part !== '.')
      .join('/'),
    namespace,
  }
  if (revision === null) return file
  const number = javaText(revision)
  if (!/^[+-]?\d+$/.test(number)) throw call.fail(`For input string: "${number}"`)
  return { ...file, revision: Number(number) }
}

/** `nsfile:///path`, `nsfile://namespace/path`. */
function addressedFile(path: string, args: Args, own: string, call: Call): FileReference {
  const [, authority = '', rest = ''] = /^nsfile:\/\/([^/]*)(.*)$/s.exec(path) ?? []
  const given = stringArg(args, 'namespace')
  if (given !== null && authority !== '')
    throw call.fail('You cannot set a namespace both as the function argument and inside the URI')
  return namespaceFile(rest, given ?? (authority === '' ? own : authority), args, call)
}

const EXECUTION_FILE = /^.*\/.*\/executions\/.*\/tasks\/.*\/.*$/

/** A stored file of this execution, of the execution that triggered it, or of any other task. */
function storedFile(uri: string, call: Call): FileReference {
  const path = uri.replace(/^kestra:\/\//i, '')
  if (path.split('/').includes('..')) throw call.fail(NO_TRAVERSAL)
  const flow = flowOf(call)
  const execution = mapVariable(call, 'execution')
  const file = (namespace: string | null): FileReference => ({ kind: 'storage', path: uri, namespace: namespace ?? '' })
  if (belongsTo(path, flow.namespace, flow.id, textIn(execution, 'id'))) return file(flow.namespace)
  const trigger = call.variable('trigger')
  if (isMapValue(trigger)) {
    const namespace = textIn(trigger, 'namespace')
    if (belongsTo(path, namespace, textIn(trigger, 'flowId'), textIn(trigger, 'executionId'))) return file(namespace)
  }
  if (!EXECUTION_FILE.test(path.replace(/^\//, '')))
    throw call.fail(`Unable to read the file '${uri}' as it is not an execution file`)
  return file(ownerOf(path))
}

function belongsTo(path: string, namespace: string | null, flowId: string | null, executionId: string | null): boolean {
  if (namespace === null || flowId === null || executionId === null) return false
  const folder = `/${namespace.replaceAll('.', '/')}`
  return (
    path.startsWith(`${folder}/${slugify(flowId)}/executions/${executionId}/`) || path.startsWith(`${folder}/_files/`)
  )
}

/** The namespace in `/namespace/flow/executions/id/tasks/…`, whose parts may have the same names. */
function ownerOf(path: string): string {
  const upToTasks = path.slice(0, path.lastIndexOf('/tasks/'))
  const upToExecutions = upToTasks.slice(0, upToTasks.lastIndexOf('/executions/'))
  return upToExecutions.slice(1, upToExecutions.lastIndexOf('/')).replaceAll('/', '.')
}

function fileUri(file: FileReference, args: Args, call: Call): Value {
  if (file.kind === 'storage') return javaText(args.get('path') ?? null)
  if (file.revision !== undefined && !askHost(call, 'fileExists', [file], fileExists => fileExists(file)))
    throw call.fail(`Version ${file.revision} of file '/${file.path}' was not found in namespace '${file.namespace}'.`)
  const version = file.revision === undefined || file.revision <= 1 ? '' : `.v${file.revision}`
  return `kestra:///${file.namespace.replaceAll('.', '/')}/_files/${file.path}${version}`
}

function notFound(file: FileReference, call: Call): never {
  const tenant = flowOf(call).tenantId ?? 'main'
  const stored =
    file.kind === 'storage'
      ? file.path.replace(/^kestra:\/\//i, '')
      : `/${file.namespace.replaceAll('.', '/')}/_files/${file.path}`
  throw call.fail(
    call.session.dialect === '1.3'
      ? `/storage/${tenant}${stored} (No such file or directory)`
      : `File not found for URI: kestra://${stored}`,
  )
}
