/** Which Kestra a flow is read as. Source: DECISIONS of the product: 1.3 and 2.0 differ in some constructs. */
export type KestraVersion = '1.3' | '2.0'

/** What a workspace asks for; `auto` lets the flow's own constructs decide. */
export type VersionSetting = KestraVersion | 'auto'

export type Label = { readonly key: string; readonly value: string }

/** A task as written: its own properties are known to its task type only. */
export type Task = { readonly id: string; readonly type: string; readonly [property: string]: unknown }

export type Input = {
  readonly id: string
  readonly type: string
  readonly required: boolean
  readonly defaults?: unknown
  readonly prefill?: unknown
  readonly displayName?: string
  readonly description?: string
  readonly dependsOn?: { readonly inputs: readonly string[]; readonly condition?: string }
  readonly [property: string]: unknown
}

export type Output = {
  readonly id: string
  readonly type: string
  readonly value: unknown
  readonly displayName?: string
  readonly description?: string
  readonly required?: boolean
}

export type Trigger = { readonly id: string; readonly type: string; readonly [property: string]: unknown }

/** A flow as data. Source: Kestra `io.kestra.core.models.flows.Flow`. */
export type Flow = {
  readonly id: string
  readonly namespace: string
  readonly revision?: number
  readonly description?: string
  readonly disabled?: boolean
  readonly labels: readonly Label[]
  readonly inputs: readonly Input[]
  readonly variables: Readonly<Record<string, unknown>>
  readonly tasks: readonly Task[]
  readonly errors: readonly Task[]
  readonly finally: readonly Task[]
  readonly afterExecution: readonly Task[]
  readonly outputs: readonly Output[]
  readonly triggers: readonly Trigger[]
  readonly pluginDefaults: readonly PluginDefault[]
  readonly retry?: Readonly<Record<string, unknown>>
  readonly sla?: readonly Sla[]
  readonly checks?: readonly FlowCondition[]
  readonly concurrency?: { readonly limit: number; readonly behavior: 'QUEUE' | 'CANCEL' | 'FAIL' }
}

/** A promise about executions and what happens when it is broken. Source: Kestra `io.kestra.core.models.flows.sla.SLA`. */
export type Sla = {
  readonly id: string
  readonly behavior: 'FAIL' | 'CANCEL' | 'NONE'
  /** Labels that an execution gets by breaking it. */
  readonly labels: readonly Label[]
} & (
  | { readonly type: 'MAX_DURATION'; readonly duration: string }
  | { readonly type: 'EXECUTION_ASSERTION'; readonly assert: string }
)

/** A condition looked at before a flow runs. Source: Kestra `io.kestra.core.models.flows.check.Check`. */
export type FlowCondition = {
  readonly when: string
  readonly message: string
  readonly behavior: 'BLOCK_EXECUTION' | 'FAIL_EXECUTION' | 'CREATE_EXECUTION'
}

export type PluginDefault = {
  readonly type: string
  readonly values: Readonly<Record<string, unknown>>
  readonly forced: boolean
}
