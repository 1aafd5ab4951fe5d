import type { Token } from './token.ts'

const otherScript = /[^\p{Script=Latin}\P{L}]/u

/** Days in Spanish and Portuguese that no English sentence holds: a clock beside one is of that day. */
const days = new Set('manana lunes martes miercoles jueves viernes amanha'.split(' '))

/** True for words of another language, of which the rules would take the clock and miss the day. */
export function isForeign(words: string, tokens: readonly Token[]): boolean {
  return otherScript.test(words) || tokens.some(({ text }) => days.has(text))
}
