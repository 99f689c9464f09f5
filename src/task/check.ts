import type { KestraVersion, Path } from '../model'
import { checkScalar, expected, mismatch } from './checkScalar'
import type { CheckOptions, Finding, PropertyIndex } from './finding'
import { jacksonOrder } from './jacksonOrder'
import type { Properties, Property } from './property'
import { nearest } from './suggest'
import { hasTemplate, isMap, type WrittenMap } from './written'

/**
 * Checks the properties of a map as it is written, templates allowed where they are rendered: unknown, missing,
 * deprecated and ignored properties, and the kind of every value.
 * Source: what Kestra's Jackson mapper and its bean validation refuse when a flow is saved.
 * @param given names that count as present although they are not written (`pluginDefaults`)
 */
export function checkProperties(
  properties: Properties,
  value: WrittenMap,
  path: Path,
  options: CheckOptions,
  given: ReadonlySet<string> = new Set(),
): void {
  const { names, required } = (options.index ?? (all => indexProperties(all, options.version)))(properties)
  for (const key of Object.keys(value)) {
    const item = value[key]
    const name = names.get(key)
    const property = name === undefined ? undefined : properties[name]
    if (name === undefined || property === undefined) reportUnknown(properties, names, key, [...path, key], options)
    else checkKnown(key, name, property, item, [...path, key], options)
  }
  for (const [name, property] of required) {
    if (given.has(name)) continue
    const written = [name, ...(property.aliases ?? [])].some(key => value[key] !== undefined && value[key] !== null)
    if (!written) reportMissing(name, property, [...path, name], options)
  }
}

/** Checks one value against its property. `rendered` tells that a template may stand in it. */
export function checkProperty(
  property: Property,
  value: unknown,
  path: Path,
  options: CheckOptions,
  rendered = property.dynamic !== undefined,
): void {
  if (value === null || value === undefined) return
  if (typeof value === 'string' && hasTemplate(value) && rendered && property.kind !== 'task') return
  switch (property.kind) {
    case 'any':
      return
    case 'task':
      options.task(value, path)
      return
    case 'list':
      checkList(property, value, path, options, rendered)
      return
    case 'map':
      checkMap(property, value, path, options, rendered)
      return
    case 'object':
      checkObject(property, value, path, options, rendered)
      return
    case 'oneOf':
      checkOneOf(property, value, path, options, rendered)
      return
    default:
      checkScalar(property, value, path, options, rendered)
  }
}

/** Indexes the properties that a version has. */
export function indexProperties(properties: Properties, version: KestraVersion): PropertyIndex {
  const required = Object.entries(properties).filter(([, property]) => property.required && isIn(property, version))
  return { names: propertyNames(properties, version), required }
}

/** Every spelling of every property that a version has, to its own name. */
function propertyNames(properties: Properties, version: KestraVersion): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const [name, property] of Object.entries(properties)) {
    if (!isIn(property, version)) continue
    names.set(name, name)
    for (const alias of property.aliases ?? []) if (!names.has(alias)) names.set(alias, name)
  }
  return names
}

const isIn = (property: Property, version: KestraVersion): boolean => property.only?.includes(version) ?? true

function reportUnknown(
  properties: Properties,
  names: ReadonlyMap<string, string>,
  key: string,
  path: Path,
  options: CheckOptions,
): void {
  const other = properties[key]
  const isSetter = (name: string): number => Number(properties[name]?.setterIn === options.version)
  const known = [...names.keys()].sort((a, b) => isSetter(a) - isSetter(b))
  const near = nearest(key, known)
  const hint =
    other?.only !== undefined
      ? `\`${key}\` exists in Kestra ${other.only.join(' and ')} only.`
      : near === undefined
        ? `There is no property \`${key}\` here. Known: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}.`
        : `Did you mean \`${near}\`?`
  options.report({
    code: 'unknown-property',
    severity: 'error',
    path,
    at: 'key',
    message: `Unrecognized field "${key}" (class ${options.className}), not marked as ignorable (${known.length} known properties: ${jacksonOrder(
      known,
    )
      .map(name => `"${name}"`)
      .join(', ')})`,
    hint,
    ...(near === undefined ? {} : { replace: near }),
  })
}

function reportMissing(name: string, property: Property, path: Path, options: CheckOptions): void {
  const empty = property.kind === 'list' && property.notEmpty === true
  options.report({
    code: 'missing-property',
    severity: 'error',
    path,
    at: 'key',
    message: `${options.label(path)}: must not be ${empty ? 'empty' : 'null'}`,
    hint: `Add \`${name}\`: ${expected(property)}. ${property.title}`,
  })
}

function checkKnown(
  key: string,
  name: string,
  property: Property,
  value: unknown,
  path: Path,
  options: CheckOptions,
): void {
  if (key !== name) {
    options.report({
      code: 'old-name',
      severity: 'info',
      path,
      at: 'key',
      message: `\`${key}\` is an older name of \`${name}\`. It works as before.`,
      replace: name,
    })
  }
  const { deprecated, ignored } = property
  if (deprecated !== undefined) {
    options.report({
      code: 'deprecated-property',
      severity: 'warning',
      path,
      at: 'key',
      message: `\`${key}\` is deprecated`,
      hint: ignored === undefined ? deprecated : `${deprecated} ${ignored}`,
    })
  } else if (ignored !== undefined) {
    options.report({ code: 'ignored-property', severity: 'info', path, at: 'key', message: ignored })
  }
  checkProperty(property, value, path, options)
}

function checkList(
  property: Extract<Property, { kind: 'list' }>,
  value: unknown,
  path: Path,
  options: CheckOptions,
  rendered: boolean,
): void {
  if (!Array.isArray(value)) {
    if (!(rendered && typeof value === 'string' && value.trim().startsWith('['))) {
      mismatch(property, value, path, options, rendered)
    }
    return
  }
  if (value.length === 0 && property.notEmpty) reportMissing(String(path.at(-1)), property, path, options)
  value.forEach((item, index) => {
    if (item === null && property.of.kind === 'task') options.task(item, [...path, index])
    checkProperty(property.of, item, [...path, index], options, rendered || property.of.dynamic !== undefined)
  })
}

function checkMap(
  property: Extract<Property, { kind: 'map' }>,
  value: unknown,
  path: Path,
  options: CheckOptions,
  rendered: boolean,
): void {
  if (!isMap(value)) {
    if (!(rendered && typeof value === 'string' && value.trim().startsWith('{'))) {
      mismatch(property, value, path, options, rendered)
    }
    return
  }
  for (const [key, item] of Object.entries(value)) {
    checkProperty(property.of, item, [...path, key], options, rendered || property.of.dynamic !== undefined)
  }
}

function checkObject(
  property: Extract<Property, { kind: 'object' }>,
  value: unknown,
  path: Path,
  options: CheckOptions,
  rendered: boolean,
): void {
  if (!isMap(value)) {
    mismatch(property, value, path, options, rendered)
    return
  }
  const properties = rendered ? mapValues(property.properties, asRendered) : property.properties
  const className = `${options.className}$${String(path.findLast(part => typeof part === 'string') ?? '')}`
  if (property.closed) {
    checkProperties(properties, value, path, { ...options, className })
    return
  }
  const names = propertyNames(properties, options.version)
  const known = Object.fromEntries(Object.entries(value).filter(([key]) => names.has(key)))
  checkProperties(properties, known, path, { ...options, className })
  for (const key of Object.keys(value)) {
    const near = names.has(key) ? undefined : nearest(key, names.keys())
    if (near !== undefined) {
      options.report({
        code: 'unknown-property',
        severity: 'warning',
        path: [...path, key],
        at: 'key',
        message: `There is no property \`${key}\` here`,
        hint: `Did you mean \`${near}\`?`,
        replace: near,
      })
    }
  }
}

const asRendered = (property: Property): Property =>
  property.dynamic === undefined ? { ...property, dynamic: true } : property

const mapValues = (properties: Properties, change: (property: Property) => Property): Properties =>
  Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, change(property)]))

/** Takes the alternative with the fewest errors; where all are of another kind, says what all of them would take. */
function checkOneOf(
  property: Extract<Property, { kind: 'oneOf' }>,
  value: unknown,
  path: Path,
  options: CheckOptions,
  rendered: boolean,
): void {
  let best: readonly Finding[] | undefined
  for (const alternative of property.of) {
    const found: Finding[] = []
    checkProperty(alternative, value, path, { ...options, report: finding => found.push(finding) }, rendered)
    const wrongKind = found.some(finding => finding.code === 'wrong-kind' && finding.path.length === path.length)
    if (!wrongKind && (best === undefined || errorsIn(found) < errorsIn(best))) best = found
  }
  if (best === undefined) mismatch(property, value, path, options, rendered)
  else for (const finding of best) options.report(finding)
}

const errorsIn = (found: readonly Finding[]): number => found.filter(finding => finding.severity === 'error').length
