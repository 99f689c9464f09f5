import { type Box, NODE } from './layout'

type Point = { readonly x: number; readonly y: number }

/** How an edge runs: the path of an SVG, and where its label stands. */
export type Route = { readonly path: string; readonly label: Point }

/** How far an edge bends out that passes other boxes. */
const BEND = 56

/** From the foot of a box to the head of another; where boxes stand between them, around their right side. */
export function routeOf(from: Box, to: Box, boxes: readonly Box[]): Route {
  const [start, end] = [footOf(from), headOf(to)]
  const between = boxes.filter(box => !box.group && box.y >= start.y && box.y + box.height <= end.y)
  if (between.length === 0) {
    const middle = (start.y + end.y) / 2
    return {
      path: `M${start.x} ${start.y} C${start.x} ${middle} ${end.x} ${middle} ${end.x} ${end.y}`,
      label: { x: (start.x + end.x) / 2, y: middle },
    }
  }
  const [out, back] = [sideOf(from), sideOf(to)]
  const right = Math.max(out.x, back.x, ...between.map(({ x, width }) => x + width)) + BEND
  return {
    path: `M${out.x} ${out.y} C${right} ${out.y} ${right} ${back.y} ${back.x} ${back.y}`,
    label: { x: (out.x + back.x) / 8 + right * 0.75, y: (out.y + back.y) / 2 },
  }
}

const centerOf = ({ x, width }: Box): number => x + Math.min(width, NODE.width) / 2
const footOf = (box: Box): Point => ({ x: centerOf(box), y: box.y + box.height })
const headOf = (box: Box): Point => ({ x: centerOf(box), y: box.y })
const sideOf = ({ x, y, width, height }: Box): Point => ({ x: x + width, y: y + height / 2 })
