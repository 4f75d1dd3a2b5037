/** What the page measures over time, and which part of it opens first. */
export const measures = [
  { name: 'case-volume', part: 'cases', kind: 'count' },
  { name: 'on-time-rate', part: 'numerator', kind: 'rate' },
  { name: 'response-rate', part: 'numerator', kind: 'rate' },
  { name: 'resolution-rate', part: 'numerator', kind: 'rate' },
  { name: 'satisfaction-rate', part: 'satisfied', kind: 'rate' },
] as const
export type MeasureName = (typeof measures)[number]['name']

/** How the work goes on its way: rates of dispatching and of rework. */
export const processRates = ['direct-answer-rate', 'sign-on-time-rate', 'return-rate', 'rework-rate'] as const
