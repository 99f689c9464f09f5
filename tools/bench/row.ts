/** A measured figure beside one of the same run: another implementation, or the floor that physics sets. */
export type BenchRow = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly reference?: { readonly name: string; readonly value: number }
}
