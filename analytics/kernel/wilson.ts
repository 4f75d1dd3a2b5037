/** Wilson score interval of a share: where the true rate lies with 95 % confidence. Undefined for nothing counted. */
export function wilson(share: number, n: number): { low: number; high: number } | null {
  if (n === 0) return null
  const z = 1.959963984540054
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}
