/**
 * Products of our own invention in the shape of the documentation's API, for the one address that the documentation
 * calls when it cannot be reached. Five have no `brand`, as some of the API's have none.
 */
export const SAMPLE_ADDRESS = 'https://dummyjson.com/products'

type Row = readonly [title: string, category: string, price: number, brand?: string]

const ROWS: readonly Row[] = [
  ['Cold Brew Kettle', 'kitchen', 64.0, 'Halden & Co'],
  ['Linen Throw, Moss', 'home', 48.0, 'Fernhill'],
  ['Desk Lamp 02', 'lighting', 113.5, 'Northlight'],
  ['Reading Lamp', 'lighting', 89.9, 'Northlight'],
  ['Blood Oranges, 1 kg', 'groceries', 6.4],
  ['Field Notebook', 'stationery', 12.25, 'Koto'],
  ['Brush Pen Set', 'stationery', 42.25, 'Koto'],
  ['Open-back Headphones', 'audio', 249.0, 'Lumen Audio'],
  ['Bookshelf Speaker', 'audio', 199.0, 'Lumen Audio'],
  ['Rain Shell', 'clothing', 183.5, 'Tideform'],
  ['Merino Crew', 'clothing', 92.0, 'Tideform'],
  ['Sea Salt, 250 g', 'groceries', 4.95],
  ['Oak Stool', 'furniture', 132.75, 'Osier'],
  ['Cane Chair', 'furniture', 176.0, 'Osier'],
  ['Hand Soap, Cedar', 'beauty', 14.5, 'Verrano'],
  ['Body Oil', 'beauty', 84.0, 'Verrano'],
  ['Pour-over Set', 'kitchen', 54.0, 'Halden & Co'],
  ['Chef Knife', 'kitchen', 112.0, 'Halden & Co'],
  ['Sourdough Starter', 'groceries', 9.8],
  ['Wool Blanket', 'home', 120.0, 'Fernhill'],
  ['Trail Flask', 'outdoor', 29.0, 'Brightwater'],
  ['Down Jacket', 'outdoor', 210.0, 'Brightwater'],
  ['Camp Lantern', 'outdoor', 84.0, 'Brightwater'],
  ['Wall Clock', 'home', 50.0, 'Pell'],
  ['Desk Tray', 'stationery', 21.0, 'Marrow Lane'],
  ['Green Tea, 100 g', 'groceries', 11.2],
  ['Silk Scarf', 'clothing', 86.5, 'Ostra'],
  ['Leather Belt', 'clothing', 58.0, 'Ostra'],
  ['Face Serum', 'beauty', 39.9, 'Sel Marin'],
  ['Chestnut Honey', 'groceries', 13.6],
]

/** The sample response's body, as JSON text. */
export function sampleProducts(): string {
  const products = ROWS.map(([title, category, price, brand], index) => ({
    id: index + 1,
    title,
    description: `${title}: an example product of ${brand ?? 'no brand'}.`,
    category,
    price,
    discountPercentage: ((index * 7) % 19) + 0.5,
    rating: Math.round((3 + ((index * 13) % 20) / 10) * 100) / 100,
    stock: (index * 17) % 90,
    tags: [category, index % 3 === 0 ? 'new' : 'classic'],
    ...(brand === undefined ? {} : { brand }),
    sku: `FY-${String(index + 1).padStart(4, '0')}`,
    weight: (index % 9) + 1,
    dimensions: { width: 10.5 + index, height: 6.25 + (index % 7), depth: 4.75 + (index % 5) },
    availabilityStatus: (index * 17) % 90 > 9 ? 'In Stock' : 'Low Stock',
    minimumOrderQuantity: (index % 4) + 1,
  }))
  return JSON.stringify({ products, total: products.length, skip: 0, limit: products.length })
}
