import type { Chance } from './chance.ts'

/** Kilometres east and north of the city's centre. */
export type Point = readonly [x: number, y: number]
/** Corners anticlockwise, not closed. */
export type Shape = readonly Point[]

export function areaOf(shape: Shape): number {
  return shape.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = shape[(index + 1) % shape.length] ?? [x, y]
    return sum + (x * nextY - nextX * y) / 2
  }, 0)
}

/** Mean of the corners: inside, since all shapes are convex. */
export function centreOf(shape: Shape): Point {
  const [x, y] = shape.reduce(([sumX, sumY], [eachX, eachY]) => [sumX + eachX, sumY + eachY], [0, 0])
  return [x / shape.length, y / shape.length]
}

/** An irregular convex outline. */
export function outline(corners: number, [width, height]: Point, chance: Chance): Shape {
  return Array.from({ length: corners }, (_, index): Point => {
    const angle = ((index + chance.between(-0.3, 0.3)) / corners) * 2 * Math.PI
    return [width * Math.cos(angle), height * Math.sin(angle)]
  })
}

type Line = { readonly angle: number; readonly offset: number }

const sideOf = ([x, y]: Point, { angle, offset }: Line) => x * Math.cos(angle) + y * Math.sin(angle) - offset

/** The part of a convex shape on one side of a line. */
function cut(shape: Shape, line: Line, side: 1 | -1): Point[] {
  return shape.flatMap((corner, index) => {
    const next = shape[(index + 1) % shape.length] ?? corner
    const [here, there] = [sideOf(corner, line) * side, sideOf(next, line) * side]
    const kept: Point[] = here >= 0 ? [corner] : []
    if (here * there < 0) {
      const part = here / (here - there)
      kept.push([corner[0] + (next[0] - corner[0]) * part, corner[1] + (next[1] - corner[1]) * part])
    }
    return kept
  })
}

function longestAxis(shape: Shape): number {
  const [centreX, centreY] = centreOf(shape)
  const farthest = shape.reduce((best, corner) => {
    const distance = (point: Point) => Math.hypot(point[0] - centreX, point[1] - centreY)
    return distance(corner) > distance(best) ? corner : best
  })
  return Math.atan2(farthest[1] - centreY, farthest[0] - centreX)
}

/** The line across a shape that leaves this share of the area on its lower side. */
function dividing(shape: Shape, share: number, angle: number): Line {
  const along = shape.map((corner) => sideOf(corner, { angle, offset: 0 }))
  let [low, high] = [Math.min(...along), Math.max(...along)]
  const wanted = areaOf(shape) * share
  for (let step = 0; step < 40; step += 1) {
    const offset = (low + high) / 2
    if (areaOf(cut(shape, { angle, offset }, -1)) < wanted) low = offset
    else high = offset
  }
  return { angle, offset: (low + high) / 2 }
}

/** Cuts a convex shape into as many as there are weights, areas in proportion, without gaps and without overlaps. */
export function divided(shape: Shape, weights: readonly number[], chance: Chance): Shape[] {
  if (weights.length <= 1) return [shape]
  const half = Math.ceil(weights.length / 2)
  const [first, second] = [weights.slice(0, half), weights.slice(half)]
  const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0)
  const angle = longestAxis(shape) + chance.between(-0.35, 0.35)
  const line = dividing(shape, sum(first) / sum(weights), angle)
  return [...divided(cut(shape, line, -1), first, chance), ...divided(cut(shape, line, 1), second, chance)]
}

/** A point inside, not too near the edge. */
export function pointIn(shape: Shape, chance: Chance): Point {
  const [centreX, centreY] = centreOf(shape)
  const at = chance.int(0, shape.length - 1)
  const [one, two] = [shape[at] ?? centreOf(shape), shape[(at + 1) % shape.length] ?? centreOf(shape)]
  const [along, out] = [chance.next(), Math.sqrt(chance.next()) * 0.9]
  const [edgeX, edgeY] = [one[0] + (two[0] - one[0]) * along, one[1] + (two[1] - one[1]) * along]
  return [centreX + (edgeX - centreX) * out, centreY + (edgeY - centreY) * out]
}

/** In the open sea, so that no real town is meant. */
const origin: Point = [124.3, 30.6]
const kmPerDegree = 111.32

export function lonLat([x, y]: Point, digits = 4): [number, number] {
  const round = (value: number) => Number(value.toFixed(digits))
  const lat = origin[1] + y / kmPerDegree
  return [round(origin[0] + x / (kmPerDegree * Math.cos((origin[1] * Math.PI) / 180))), round(lat)]
}
