const controls = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/** Words that came from outside, safe in one line of a message or header: no control or format characters, no line breaks. */
export function oneLine(words: string): string {
  return words.replace(controls, ' ').replace(/\s+/g, ' ').trim()
}

/** Our own text of several lines: only its line breaks survive of all control characters. */
export function plainText(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(controls, ' ').trimEnd())
    .join('\n')
}
