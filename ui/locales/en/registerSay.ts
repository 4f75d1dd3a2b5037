/** Sentences that an agent reads out. */
export const say = {
  opening: 'On {at} you told us about “{title}”, number {number}.',
  othersOpening: 'Somebody has told us about this already, number {number}.',
  someUnit: 'the unit',
  dispatch: 'We are finding the unit that will handle it.',
  sign: 'It has gone to {unit}, which has yet to accept it.',
  contact: '{unit} has accepted it and will contact you.',
  report: '{unit} is working on it.',
  'decide-return': 'We are finding another unit for it.',
  review: '{unit} has reported, and the report is being checked.',
  visit: 'It has been handled, and we will call to hear what you think.',
  close: 'It has been handled and is about to be closed.',
  none: 'It is closed.',
  unknown: 'It comes from an earlier system, which does not say how it ended.',
  due: 'This step is due by {at}.',
  overdue: 'This step is overdue, and we will press for it.',
  as: {
    urge: 'We have urged it, and the unit will see that.',
    progress: 'You can ask at any time with this number.',
    supplement: 'The unit will see what you have added.',
    withdrawal: 'Your withdrawal is recorded, and the case will be closed.',
  },
}
