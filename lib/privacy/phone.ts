/** A phone number as bare digits with its calling code; a number of ten digits is North American. */
export function phoneDigits(text: string): string {
  const digits = text.replace(/\D/g, '')
  return digits.length === 10 ? `1${digits}` : digits
}

/** True when a value, or anything inside it, names a phone number, however it is written. */
export function mentionsPhone(value: unknown, digits: string): boolean {
  if (typeof value === 'string') {
    const numbers = value.match(/\+?\d[\d\s().-]{5,}\d/g) ?? []
    return numbers.some((number) => phoneDigits(number) === digits)
  }
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((inner) => mentionsPhone(inner, digits))
}
