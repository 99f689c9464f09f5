/** The expression language of Kestra: Pebble as Kestra 1.3 and 2.0 set it up. */

export type { Arguments, Expr, Part } from './ast'
export { javaClassOf, parseJson, printJson, throughJson } from './convert'
export { ExpressionError, type ExpressionErrorData, type ExpressionErrorReason, type Span } from './error'
export { type GrammarEntry, operators, tags } from './grammar'
export {
  DEFAULT_LIMITS,
  type ExpressionHost,
  type FileReference,
  HostError,
  type HttpAnswer,
  type HttpCall,
  type Limits,
  type SubflowCall,
} from './host'
export { hashOrderedKeys, stringHash } from './java/hashes'
export { JsonError } from './jsonRead'
export type { Argument, Example, Filter, Language, PebbleFunction, Test } from './language'
export type { Dialect, JavaKind, Plain, PlainMap, Tagged, Variables } from './plain'
export { createRenderer, type Rendered, type Renderer, type RendererOptions } from './renderer'
export { type Stage, stagesOf } from './stages'
export { readTemplate, type TemplateReading } from './template'
export { type VersionWarning, versionWarnings } from './versions'
export { languageOf } from './words'
