import type { Tag } from './token.ts'

type Lexeme = { tag: Tag; value: number; name: string }

/** Every word with a meaning of its own, in its settled spelling. */
export const lexicon = new Map<string, Lexeme>()

function add(tag: Tag, words: string, value: number, name = ''): void {
  for (const word of words.split(' ')) lexicon.set(word, { tag, value, name })
}

const weekdays = [
  'monday mon',
  'tuesday tue tues',
  'wednesday wed weds',
  'thursday thu thur thurs',
  'friday fri',
  'saturday sat',
  'sunday sun',
]
weekdays.forEach((words, i) => {
  add('weekday', words, i)
  add('weekday', `${words.split(' ')[0]}s`, i, 'plural')
})

const months = [
  'january jan',
  'february feb',
  'march mar',
  'april apr',
  'may',
  'june jun',
  'july jul',
  'august aug',
  'september sep sept',
  'october oct',
  'november nov',
  'december dec',
]
months.forEach((words, i) => add('month', words, i + 1))

const cardinals =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
cardinals.split(' ').forEach((word, i) => add('number', word, i))
add('number', 'thirty', 30)
add('number', 'forty fourty', 40)
add('number', 'fifty', 50)
add('number', 'sixty', 60)
add('number', 'seventy', 70)
add('number', 'eighty', 80)
add('number', 'ninety', 90)

const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
ordinals.split(' ').forEach((word, i) => add('ordinal', word, i + 1))
add('ordinal', 'thirtieth', 30)

add('relativeDay', 'today', 0)
add('relativeDay', 'tomorrow', 1)
add('relativeDay', 'yesterday', -1)

add('unit', 'second seconds sec secs', 1, 'second')
add('unit', 'minute minutes min mins', 1, 'minute')
add('unit', 'hour hours hr hrs', 1, 'hour')
add('unit', 'day days', 1, 'day')
add('unit', 'week weeks wk wks', 1, 'week')
add('unit', 'fortnight fortnights', 2, 'week')
add('unit', 'weekend weekends', 1, 'weekend')
add('unit', 'weekday weekdays workday workdays', 1, 'weekday')
add('unit', 'month months', 1, 'month')
add('unit', 'year years yr yrs', 1, 'year')
add('unit', 'quarter', 1, 'quarter')
lexicon.set('second', { tag: 'ordinal', value: 2, name: 'second' })

add('part', 'morning', 0, 'morning')
add('part', 'mornings', 0, 'mornings')
add('part', 'afternoon', 0, 'afternoon')
add('part', 'afternoons', 0, 'afternoons')
add('part', 'evening night', 0, 'evening')
add('part', 'evenings nights', 0, 'evenings')
add('part', 'tonight', 0, 'tonight')
add('part', 'lunch lunchtime lunchtimes noonhour', 0, 'lunch')
add('part', 'breakfast', 0, 'breakfast')
add('part', 'supper suppertime dinner dinnertime', 0, 'supper')
add('part', 'daytime', 0, 'daytime')
add('part', 'noon midday noontime', 0, 'noon')
add('part', 'midnight', 0, 'midnight')
