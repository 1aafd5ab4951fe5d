const accents = /[\u0300-\u036f]/g

/** One kind of apostrophe, dash and letter, so that the rules meet only plain ones. Same length per character. */
export function tidy(words: string): string {
  let plain = true
  for (let i = 0; i < words.length && plain; i++) plain = words.charCodeAt(i) < 128
  if (plain) return words
  return words
    .normalize('NFD')
    .replace(accents, '')
    .replace(/[\u2018\u2019\u02bc\u0060]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2026]/g, '. ')
}
