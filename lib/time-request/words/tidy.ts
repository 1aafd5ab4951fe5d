const accents = /[\u0300-\u036f]/g

/** ISO 8601 as programs write it: "2026-11-24T16:30", "20261124T163000". */
const joined = /\b(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d)(?::?\d\d(?:\.\d+)?)?(?!\d)/gi

/** One kind of apostrophe, dash and letter, and a date apart from its clock, so that the rules meet only plain ones. */
export function tidy(words: string): string {
  return plain(words).replace(joined, '$1-$2-$3 $4:$5')
}

/** Same length per character. */
function plain(words: string): string {
  let isAscii = true
  for (let i = 0; i < words.length && isAscii; i++) isAscii = words.charCodeAt(i) < 128
  if (isAscii) return words
  return words
    .normalize('NFD')
    .replace(accents, '')
    .replace(/[\u2018\u2019\u02bc\u0060]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2026]/g, '. ')
}
