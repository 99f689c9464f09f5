import { createServer } from 'node:https'
import { generate } from 'selfsigned'
import { draw, type Random } from './draw'
import { type Listening, listen } from './listen'

/** A product as far as the tests look at it; the served JSON has more keys. */
export type Product = { readonly title: string; readonly price: number; readonly brand?: string }

/** A stand-in for dummyjson.com: what it serves, the seed that its products were drawn from, and how often it was asked. */
export type ProductsServer = Listening & {
  readonly seed: number
  readonly body: string
  readonly products: readonly Product[]
  readonly asked: () => number
}

/**
 * Starts a TLS server on loopback that answers `/products` in the shape of dummyjson.com, with a certificate made
 * now. Count, brands and prices are drawn from the seed, so nothing of them can be known before the run.
 */
export async function startProductsServer(seed = Date.now() % 1_000_000_007): Promise<ProductsServer> {
  const products = drawProducts(draw(seed))
  const body = JSON.stringify({ products, total: 194, skip: 0, limit: products.length })
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'dummyjson.com' }])
  let asked = 0
  const server = createServer({ key, cert }, (request, response) => {
    if (request.url !== '/products') {
      response.writeHead(404, CORS).end('{"message":"not found"}')
      return
    }
    asked += request.method === 'GET' ? 1 : 0
    response.writeHead(200, { ...CORS, 'content-type': 'application/json; charset=utf-8' }).end(body)
  })
  return { ...(await listen(server, 0)), seed, body, products, asked: () => asked }
}

/** The products of a response in the shape of dummyjson.com. */
export const productsOf = (body: string): readonly Product[] => (JSON.parse(body) as { products: Product[] }).products

const CORS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-allow-methods': '*',
}

const SYLLABLES = ['ka', 'lo', 'mi', 'ren', 'sol', 'tar', 'ven', 'zu', 'é', 'ø', ' & ', "'s ", ', ']
const CATEGORIES = ['beauty', 'fragrances', 'furniture', 'groceries']

/**
 * Between 10 and 60 products of 3 to 9 brands, some without one. Prices have two decimals. The first always has a
 * brand, so that there is a column of them.
 */
function drawProducts(random: Random): readonly Product[] {
  const brands = Array.from({ length: random.int(3, 9) }, (_, index) => `${drawName(random)} ${index}`)
  return Array.from({ length: random.int(10, 60) }, (_, index) => {
    const brand = index === 0 || random.int(0, 5) > 0 ? { brand: random.pick(brands) } : {}
    return {
      id: index + 1,
      title: `Product ${index + 1}`,
      description: `“Quoted” "twice", with é, à and ü: ${drawName(random)}`,
      category: random.pick(CATEGORIES),
      price: random.int(100, 99_999) / 100,
      rating: random.int(200, 500) / 100,
      stock: random.int(0, 120),
      tags: [random.pick(CATEGORIES), random.pick(['new', 'sale', 'classic'])],
      ...brand,
      dimensions: { width: random.int(500, 3000) / 100, height: random.int(500, 3000) / 100 },
      reviews: [{ rating: random.int(1, 5), comment: 'It works', reviewerName: drawName(random) }],
      meta: { barcode: String(random.int(1_000_000, 9_999_999)) },
    }
  })
}

function drawName(random: Random): string {
  const name = Array.from({ length: random.int(2, 4) }, () => random.pick(SYLLABLES)).join('')
  return `B${name}`
}
