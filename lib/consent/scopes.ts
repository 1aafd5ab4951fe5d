const root = 'https://www.googleapis.com/auth/'

/**
 * What the service needs of a calendar: when it is busy, and the events it books. `calendar.events`
 * would not cover freebusy.query. https://developers.google.com/workspace/calendar/api/auth
 */
export const calendarScopes: readonly string[] = [
  `${root}calendar.events.freebusy`,
  `${root}calendar.events.owned`,
]

/** All that is asked for: the calendar, and the account's address. */
export const askedScopes: readonly string[] = [...calendarScopes, 'openid', 'email']

/** True when every calendar box was left ticked. */
export function coversCalendar(granted: readonly string[]): boolean {
  return calendarScopes.every((scope) => granted.includes(scope))
}
