import { isMap, type RuleFinding } from '../../../task'

/**
 * What is wrong with the dependencies of a Dag as it is written.
 * Source: Kestra `DagTaskValidator`, `Dag.dagCheckCyclicDependencies`.
 */
export function checkDag(written: Readonly<Record<string, unknown>>): readonly RuleFinding[] {
  const dependencies = dependenciesOf(written.tasks)
  const missing = [...new Set([...dependencies.values()].flat().filter(id => !dependencies.has(id)))]
  if (missing.length > 0) {
    const known = [...dependencies.keys()].join(', ')
    return [
      {
        message: `Not existing task id in dependency: ${missing.join(', ')}`,
        hint: `Tasks of this Dag are ${known}.`,
      },
    ]
  }
  const cyclic = [...dependencies.keys()].filter(id => reaches(id, id, dependencies))
  if (cyclic.length === 0) return []
  return [
    {
      message: `Cyclic dependency detected: ${cyclic.join(', ')}`,
      hint: 'Each of these waits for itself in the end. Take one dependency out.',
    },
  ]
}

type Dependencies = ReadonlyMap<string, readonly string[]>

function dependenciesOf(tasks: unknown): Dependencies {
  const dependencies = new Map<string, readonly string[]>()
  for (const item of Array.isArray(tasks) ? tasks : []) {
    if (!isMap(item) || !isMap(item.task) || typeof item.task.id !== 'string') continue
    dependencies.set(item.task.id, Array.isArray(item.dependsOn) ? item.dependsOn.map(String) : [])
  }
  return dependencies
}

function reaches(from: string, wanted: string, dependencies: Dependencies): boolean {
  const seen = new Set<string>()
  const open = [...(dependencies.get(from) ?? [])]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === wanted) return true
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(dependencies.get(id) ?? []))
  }
  return false
}
