import type { Group } from './request.ts'

/** How the next piece joins what came before. */
export type Join = {
  link: 'or' | 'and' | 'comma' | 'none'
  /** What kind the last piece taken was. */
  last: 'date' | 'time' | 'none'
  correcting: boolean
}

/** Where the first piece goes. */
export const emptyGroup: Group = { dates: [], times: [] }
