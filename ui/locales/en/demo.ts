export const demo = {
  doors: 'Choose a person and enter their day',
  others: 'Or be the',
  orAccount: 'Sign in with an account',
  enter: 'Enter as {name}',
  filling: 'The demo city is growing: {share}, {cases} cases so far. It can be used already.',
  coming: 'Being prepared: it is there when the city has grown up to that day',
  progress: 'Progress of the demo city',
  about: 'About this city',
  synthetic: 'Demo city: people, numbers and cases are made up',
  training: 'Training city “{name}”: all data are made up and count in no real statistics. Try whatever you like.',
  tryThis: 'Try this',
  dismiss: 'Got it',
  /** Without a keyboard, where the words for one would name keys. */
  guideTouch: {
    register: 'Type the caller’s number to see their open cases; a new matter is registered from its story.',
    workList: 'Nearest clock first. Open one, and the page says what comes next.',
  },
  guide: {
    register:
      'Type the caller’s number, press Enter twice to choose the open case, then U to urge it. For a new matter write down the story and press Ctrl+Enter; F2 answers at once.',
    workList: 'Nearest clock first. J and K move, Enter opens, and the page says what comes next.',
    leader:
      'Look at what is getting worse, then open any number: its formula, whom it counts and every case are behind it. Change “as of” to see what was known then.',
    replay:
      'Drag the time line or press play to see the case at any moment; then try to cheat a copy and read what the verifier says.',
    case: 'The head of the page says whose turn it is and what comes next; each step adds a line to the time line.',
    person: 'All contacts and cases of one person. Looking at a name or a number is recorded.',
    search: 'Type a few characters of a title, place or number, for example 路灯 (street lamps).',
    leaderNumber: 'One number explained: its formula, whom it counts, how it divides, and every case in it.',
    audit: 'Verify the whole log first, then open a case by its number and replay it.',
    looks:
      'Who looked at whom, day by day. In the last two weeks somebody opened one citizen’s cases night after night without working on any: find out who.',
    history: 'Look at each event and its hash; download the evidence, change one word and verify it.',
  },
}
