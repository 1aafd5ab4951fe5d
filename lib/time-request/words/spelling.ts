/** Settled spellings of what speech recognition and hurried typing make of the words we know. */
const spellings = new Map<string, string>()

function spell(right: string, ...wrong: string[]): void {
  for (const word of wrong) spellings.set(word, right)
}

spell('monday', 'munday', 'monda', 'moday', 'mondy', 'mundy')
spell(
  'tuesday',
  'tusday',
  'teusday',
  'tuseday',
  'toosday',
  'tuesdy',
  'chewsday',
  'tuesdee',
  'tuezday',
  'toozday',
  'tuesda',
)
spell(
  'wednesday',
  'wensday',
  'wendsday',
  'wenesday',
  'wednsday',
  'wednesay',
  'wendesday',
  'whensday',
  'wenzday',
  'wedsday',
  'wensdee',
)
spell(
  'thursday',
  'thrusday',
  'thirsday',
  'thursdy',
  'thurday',
  'thersday',
  'thusday',
  'tursday',
  'thirstday',
  'thurzday',
  'thurdsday',
)
spell('friday', 'firday', 'fryday', 'fridy', 'friyay', 'freeday', 'friady')
spell(
  'saturday',
  'saterday',
  'saturdy',
  'satuday',
  'satday',
  'satarday',
  'satterday',
  'saturaday',
  'saderday',
)
spell('sunday', 'sunda', 'sundy', 'sonday')
spell(
  'tomorrow',
  'tommorow',
  'tomorow',
  'tomorro',
  'tommorrow',
  'tmrw',
  'tomm',
  'tmoro',
  'tmr',
  'tmw',
  'tomoro',
  'tomarrow',
  'tomorrows',
  'morrow',
  'moro',
  'morow',
)
spell('today', 'tday', 'todays')
spell('tonight', 'tonite', 'tonigt')
spell('yesterday', 'yesturday', 'yesterdays', 'yday')
spell('january', 'janurary', 'januray', 'janury')
spell('february', 'febuary', 'feburary', 'febraury', 'februrary')
spell('august', 'agust')
spell('september', 'septembar', 'setember', 'septmber')
spell('october', 'ocotober', 'octobar')
spell('november', 'novemeber', 'novmber')
spell('december', 'decmber', 'desember')
spell('morning', 'mornin', 'morn', 'mourning')
spell('afternoon', 'aft', 'aftenoon', 'arvo')
spell('evening', 'evenin', 'evning', 'evenning', 'nite', 'nighttime')
spell('monday', 'lundi')
spell('wednesday', 'mercredi')
spell('thursday', 'jeudi', 'thirsty')
spell('friday', 'vendredi')
spell('saturday', 'samedi')
spell('sunday', 'dimanche')
spell('tomorrow', 'demain')
spell('morning', 'forenoon')
spell('week', 'weak', 'weeek')
spell('weekend', 'wknd', 'wkend')
spell('three', 'thre', 'threee')
spell('six', 'sicks', 'sics', 'sixe')
spell('seven', 'sevin', 'sevn')
spell('thirty', 'thirdy', 'thirdty', 'thiry')
spell('fifteen', 'fiveteen', 'fiften')
spell('fourth', 'forth')
spell('fifth', 'fith')
spell('eighth', 'eigth', 'eightth')
spell('ninth', 'nineth')
spell('twelfth', 'twelvth', 'twelth')
spell('twelve', 'twelv')
spell('eight', 'eigth', 'eihgt')
spell('minutes', 'minuets', 'minites')
spell('half', 'haf', 'halve')
spell('quarter', 'quater', 'qarter', 'quarters')
spell('next', 'nxt', 'nex')
spell('through', 'thru')
spell('till', 'til', "'til", "'till")
spell("o'clock", 'oclock', "oclock's", "o'clocks", 'aclock', "o'clok")
spell('because', 'cause', 'cuz', "'cause", 'cos')
spell('around', 'arround', 'aroud', "'round")
spell('approximately', 'approx')
spell('christmas', 'xmas', 'chrismas')
spell('thanksgiving', 'thanksgivings')
spell('whenever', 'whenevers')
spell('anytime', 'anytimes', 'eny')
spell('and', 'n')
spell('eod', 'eob', 'cob')
for (const word of [
  'um',
  'uh',
  'uhm',
  'umm',
  'uhh',
  'hmm',
  'erm',
  'er',
  'ah',
  'uhhh',
  'ummm',
  'mm',
  'mmm',
])
  spell('um', word)

/** The settled spelling of a word, or the word itself. */
export function settledSpelling(word: string): string {
  return spellings.get(word) ?? nearMiss(word)
}

const targets =
  'monday tuesday wednesday thursday friday saturday sunday january february september october november december tomorrow morning afternoon evening weekend'.split(
    ' ',
  )
const notMisses = new Set(['sundry', 'mondays', 'warning', 'earning', 'evening'])

/** A long word one letter away from a day, month or part of the day is taken for it. */
function nearMiss(word: string): string {
  if (word.length < 5 || word.length > 10 || notMisses.has(word)) return word
  for (const target of targets) {
    if (target.slice(0, 2) !== word.slice(0, 2)) continue
    if (Math.abs(target.length - word.length) > 1 || target === word) continue
    if (isOneEditAway(word, target)) return target
  }
  return word
}

function isOneEditAway(a: string, b: string): boolean {
  if (a === `${b}s`) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  const swapped = a[i] === b[i + 1] && a[i + 1] === b[i]
  if (a.length === b.length) {
    return a.slice(i + 1) === b.slice(i + 1) || (swapped && a.slice(i + 2) === b.slice(i + 2))
  }
  return a.length > b.length ? a.slice(i + 1) === b.slice(i) : a.slice(i) === b.slice(i + 1)
}
