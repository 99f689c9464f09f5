import type { Product } from '../../support/productsServer'

/** A cell of a CSV or a stored result: null where there is nothing. */
export type Cell = string | number | null

/** The rows of `products.csv` that the script makes of the products, prices as Polars writes floats. */
export const expectedCsv = (products: readonly Product[]): readonly (readonly string[])[] => [
  ['brand', 'price'],
  ...products.map(({ brand, price }) => [brand ?? '', Number.isInteger(price) ? `${price}.0` : String(price)]),
]

/** The rows that the query makes of the products: brand and average, the highest first. */
export function expectedAverages(products: readonly Product[]): readonly (readonly [string | null, number])[] {
  const prices = new Map<string | null, number[]>()
  for (const { brand = null, price } of products) prices.set(brand, [...(prices.get(brand) ?? []), price])
  return [...prices]
    .map(([brand, all]) => [brand, round(all.reduce((total, price) => total + price, 0) / all.length)] as const)
    .sort(([, first], [, second]) => second - first)
}

/** As DuckDB rounds a double to two decimals. */
const round = (value: number): number => Math.round(value * 100) / 100
