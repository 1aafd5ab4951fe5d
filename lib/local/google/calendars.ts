import { Refusal } from './refusals.ts'
import type { StoredCalendar, World } from './world.ts'

/** The account's calendar called `id`; `primary` is the one that bears its address. */
export function findCalendar(
  world: World,
  account: string,
  id: string,
): StoredCalendar | undefined {
  const name = id === 'primary' ? account : id
  return world.calendars.find((c) => c.id === name && c.owner === account)
}

/** As `findCalendar`; refuses as Google does when there is none. */
export function needCalendar(world: World, account: string, id: string): StoredCalendar {
  const calendar = findCalendar(world, account, id)
  if (!calendar) throw new Refusal(404, 'notFound', 'Not Found')
  return calendar
}

/** calendarList.list of an account. */
export function calendarList(world: World, account: string): object {
  const items = world.calendars
    .filter((c) => c.owner === account)
    .map((c) => ({
      kind: 'calendar#calendarListEntry',
      id: c.id,
      summary: c.summary,
      timeZone: c.timeZone,
      accessRole: 'owner',
      ...(c.id === account && { primary: true }),
    }))
  return { kind: 'calendar#calendarList', items }
}
