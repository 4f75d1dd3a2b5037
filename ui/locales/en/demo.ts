export const demo = {
  doors: 'Choose a person and enter their day',
  doorsNote: 'A demo city; people, numbers and matters are made up',
  others: 'Or be the',
  orAccount: 'Sign in with an account',
  enter: 'Enter as {name}',
  filling: 'The demo city is growing: {share}, {cases} cases so far. It can be used already.',
  progress: 'Progress of the demo city',
  tryThis: 'Try this',
  dismiss: 'Got it',
  guide: {
    register:
      'Type the caller’s number and see whether it is about something already told; write down the story and press Ctrl+Enter.',
    workList: 'Nearest clock first. J and K move, Enter opens, and the page says what comes next.',
    leader:
      'Look at what is getting worse, then open any number: its formula, whom it counts and every case are behind it. Change “as of” to see what was known then.',
    replay:
      'Drag the time line or press play to see the case at any moment; then try to cheat a copy and read what the verifier says.',
    history: 'Look at each event and its hash; download the evidence, change one word and verify it.',
  },
}
