/** P(X >= k) for X binomial (n, p), exact up to rounding. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1
  let tail = 0
  let log = k * Math.log(p) + (n - k) * Math.log1p(-p)
  for (let i = 1; i <= k; i += 1) log += Math.log(n - k + i) - Math.log(i)
  for (let i = k; i <= n; i += 1) {
    tail += Math.exp(log)
    log += Math.log(n - i) - Math.log(i + 1) + Math.log(p) - Math.log1p(-p)
  }
  return Math.min(1, tail)
}
