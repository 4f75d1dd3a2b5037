import { useKeys } from '../../composables/useKeys.ts'

type Ways = {
  /** Nothing is left to do with this matter. */
  readonly isOver: () => boolean
  /** A matter of its own is written, and not something about a case that is there. */
  readonly isNew: () => boolean
  readonly send: () => unknown
  readonly answerNow: () => unknown
  readonly dispatchNow: () => unknown
  readonly takeCategory: () => unknown
  readonly hasCategory: () => boolean
  readonly takeSame: () => unknown
  readonly hasSame: () => boolean
  readonly noMatter: () => unknown
}

/** Function keys act while somebody writes, and no browser keeps these for itself. */
export function useDeskKeys({ isOver, ...ways }: Ways): void {
  const key = (keys: string, label: string, run: () => unknown, isPossible = ways.isNew) => ({
    keys,
    label: `register.${label}`,
    always: true,
    isPossible: () => !isOver() && isPossible(),
    run: () => void (isOver() || !isPossible() ? undefined : run()),
  })
  useKeys([
    key('mod+Enter', 'keySubmit', ways.send),
    key('F2', 'keyAnswer', ways.answerNow),
    key('F4', 'keyDispatch', ways.dispatchNow),
    key('F7', 'keyNoMatter', ways.noMatter),
    key('F8', 'keyCategory', ways.takeCategory, ways.hasCategory),
    key('F9', 'keySame', ways.takeSame, ways.hasSame),
  ])
}
