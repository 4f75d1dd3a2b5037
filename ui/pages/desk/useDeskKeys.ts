import { useKeys } from '../../composables/useKeys.ts'

type Ways = {
  /** Nothing is left to do with this matter. */
  readonly isOver: () => boolean
  readonly send: () => unknown
  readonly answerNow: () => unknown
  readonly dispatchNow: () => unknown
  readonly takeCategory: () => unknown
  readonly takeSame: () => unknown
  readonly noMatter: () => unknown
}

/** Function keys act while somebody writes, and no browser keeps these for itself. */
export function useDeskKeys({ isOver, ...ways }: Ways): void {
  const key = (keys: string, label: string, run: () => unknown) => ({
    keys,
    label: `register.${label}`,
    always: true,
    run: () => void (isOver() ? undefined : run()),
  })
  useKeys([
    key('mod+Enter', 'keySubmit', ways.send),
    key('F2', 'keyAnswer', ways.answerNow),
    key('F4', 'keyDispatch', ways.dispatchNow),
    key('F7', 'keyNoMatter', ways.noMatter),
    key('F8', 'keyCategory', ways.takeCategory),
    key('F9', 'keySame', ways.takeSame),
  ])
}
