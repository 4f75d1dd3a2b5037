/** A piece of a ring: from and to in turns, clockwise from the top. */
type Piece = { readonly from: number; readonly to: number }

const round = (value: number) => Math.round(value * 100) / 100

function at(turn: number, radius: number): string {
  const angle = 2 * Math.PI * (turn - 0.25)
  return `${round(radius * Math.cos(angle))} ${round(radius * Math.sin(angle))}`
}

/** The outline of a piece around 0 0; a whole ring is two halves, since an arc cannot end where it began. */
export function ringPath({ from, to }: Piece, outer: number, inner: number): string {
  if (to - from > 0.999) {
    const middle = (from + to) / 2
    return ringPath({ from, to: middle }, outer, inner) + ringPath({ from: middle, to }, outer, inner)
  }
  const large = to - from > 0.5 ? 1 : 0
  const out = `A${outer} ${outer} 0 ${large} 1 ${at(to, outer)}`
  const back = `A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}`
  return `M${at(from, outer)}${out}L${at(to, inner)}${back}Z`
}

/** Where each value's piece lies; nothing for values of nothing. */
export function pieces(values: readonly number[]): readonly Piece[] {
  const sum = values.reduce((total, value) => total + value, 0)
  let from = 0
  return values.map((value) => {
    const piece = { from, to: sum > 0 ? from + value / sum : from }
    from = piece.to
    return piece
  })
}
