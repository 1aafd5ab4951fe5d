/** What phone networks send where a caller withheld their number: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE on a phone's keys. */
const withheld = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'])

/** Room for a sentence around it. What looks for an extension takes time that grows with the square of the length. */
const longest = 200

/** A SIP address' host, or an extension: neither is part of the number. */
const behindNumber = /@.*|[;,]?\s*(?:ext|x)[a-z]*\W*\d+\W*$/is

/**
 * A number somebody can be reached at, in E.164; ten digits are taken for North America's, and an extension is
 * left out. Undefined for anything else, such as "anonymous" or one with a digit too few.
 */
export function phoneNumber(text: string | undefined): string | undefined {
  if (text === undefined || text.length > longest) return undefined
  const number = text.replace(behindNumber, '').replace(/[^\d+]/g, '')
  const [, northAmerican] = /^(?:\+?1)?([2-9]\d{9})$/.exec(number) ?? []
  if (northAmerican) return `+1${northAmerican}`
  return /^\+[2-9]\d{6,14}$/.test(number) && !withheld.has(number) ? number : undefined
}
