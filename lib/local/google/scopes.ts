const root = 'https://www.googleapis.com/auth/'

/**
 * Which scopes let one call an operation. `calendar.events` does not cover freebusy.query.
 * https://developers.google.com/workspace/calendar/api/v3/reference
 */
export const scopesFor = {
  freeBusy: ['calendar', 'calendar.readonly', 'calendar.freebusy', 'calendar.events.freebusy'],
  readEvents: [
    'calendar',
    'calendar.readonly',
    'calendar.events',
    'calendar.events.readonly',
    'calendar.events.owned',
    'calendar.events.owned.readonly',
  ],
  /** events.watch; channels.stop takes these and more. */
  watchEvents: [
    'calendar',
    'calendar.app.created',
    'calendar.readonly',
    'calendar.events',
    'calendar.events.freebusy',
    'calendar.events.owned',
    'calendar.events.owned.readonly',
    'calendar.events.public.readonly',
    'calendar.events.readonly',
  ],
  writeEvents: ['calendar', 'calendar.events', 'calendar.events.owned'],
  calendarList: [
    'calendar',
    'calendar.readonly',
    'calendar.calendarlist',
    'calendar.calendarlist.readonly',
  ],
} satisfies Record<string, string[]>

/** The full names of scopes. */
export function fullScopes(names: readonly string[]): string[] {
  return names.map((name) => root + name)
}

/** What the consent page says a scope allows; sign-in scopes have no tick box. */
export const scopeWords: Record<string, string> = {
  [`${root}calendar.events.freebusy`]:
    'See the availability on Google calendars you have access to',
  [`${root}calendar.events.owned`]:
    'See, create, change and delete events on Google calendars you own',
  [`${root}calendar.calendarlist.readonly`]:
    'See the list of Google calendars you’re subscribed to',
  [`${root}calendar.events`]: 'View and edit events on all your calendars',
  [`${root}calendar`]: 'See, edit, share and permanently delete all the calendars you can access',
}
