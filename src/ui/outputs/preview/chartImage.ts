/** What a drawing takes from the page's styles, so that it looks alike outside of it. */
const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'font-family',
  'font-size',
  'text-anchor',
  'dominant-baseline',
] as const

/** A drawing of the page as an SVG file that needs no styles of the page, on the page's own ground. */
export function svgOf(drawing: SVGSVGElement): Blob {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const written = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  for (const [index, shown] of [drawing, ...drawing.querySelectorAll('*')].entries()) {
    const style = getComputedStyle(shown)
    written[index]?.removeAttribute('class')
    for (const name of STYLES) written[index]?.setAttribute(name, style.getPropertyValue(name))
  }
  const { body } = drawing.ownerDocument
  copy.setAttribute('style', `background: ${getComputedStyle(body).getPropertyValue('--panel')}`)
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' })
}

const SHARPNESS = 2

/** The same as a PNG file, twice as many pixels wide. @throws Error where the browser cannot draw it */
export async function pngOf(drawing: SVGSVGElement): Promise<Blob> {
  const url = URL.createObjectURL(svgOf(drawing))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = drawing.clientWidth * SHARPNESS
    canvas.height = drawing.clientHeight * SHARPNESS
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('The browser could not draw the chart')))),
    )
  } finally {
    URL.revokeObjectURL(url)
  }
}
