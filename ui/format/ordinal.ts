/** Events are numbered for people from 1, revisions from 0. */
export const ordinalOf = (revision: string | number): number => Number(revision) + 1
