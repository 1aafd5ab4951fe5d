/** Zones whose everyday name is a region's; any other is named by its city. */
const regional: Record<string, string> = {
  'America/Los_Angeles': 'Pacific time',
  'America/Denver': 'Mountain time',
  'America/Chicago': 'Central time',
  'America/New_York': 'Eastern time',
  'America/Toronto': 'Eastern time',
  'America/Detroit': 'Eastern time',
  'America/Halifax': 'Atlantic time',
  'America/Moncton': 'Atlantic time',
  'America/St_Johns': 'Newfoundland time',
  'America/Phoenix': 'Arizona time',
  'America/Anchorage': 'Alaska time',
  'Pacific/Honolulu': 'Hawaii time',
  'America/Regina': 'Saskatchewan time',
  'America/Whitehorse': 'Yukon time',
  'Europe/London': 'UK time',
  UTC: 'UTC',
}

/**
 * A zone as it is said: "Eastern time", "Vancouver time". British Columbia, Alberta and Manitoba are named
 * by their city, because from November 2026 "Pacific", "Mountain" and "Central" name two clocks each.
 */
export function speakZone(zone: string): string {
  const known = regional[zone]
  if (known) return known
  const offset = /^Etc\/GMT([+-])(\d+)$/.exec(zone)
  // IANA's signs are the other way round there.
  if (offset) return `UTC ${offset[1] === '+' ? 'minus' : 'plus'} ${offset[2]}`
  if (zone.startsWith('Etc/')) return zone.slice(4)
  const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
  return `${city} time`
}
