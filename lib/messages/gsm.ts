const plain =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const escaped = '^{}\\[~]|€'
const single = new Set(plain)
const double = new Set(escaped)
const typographic: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
  // Letters with a stroke do not decompose.
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
}

/**
 * Words in the letters of the GSM 7-bit alphabet (3GPP TS 23.038) where that only costs an accent or a
 * typographic sign; letters of other scripts stay, at the price of shorter segments.
 */
export function gsmSafe(words: string): string {
  return [...words.normalize('NFC')]
    .map((letter) => {
      if (single.has(letter) || double.has(letter)) return letter
      const swapped = typographic[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')
      return [...swapped].every((part) => single.has(part)) && swapped ? swapped : letter
    })
    .join('')
}

/** How many segments a text is sent and billed in: 160 or 153 GSM characters, 70 or 67 UTF-16 units. */
export function segmentsOf(text: string): number {
  const letters = [...text]
  if (letters.every((letter) => single.has(letter) || double.has(letter))) {
    const length = letters.length + letters.filter((letter) => double.has(letter)).length
    return length <= 160 ? 1 : Math.ceil(length / 153)
  }
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67)
}
