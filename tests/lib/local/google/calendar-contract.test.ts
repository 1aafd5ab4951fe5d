import { calendarContract } from './calendar-contract.ts'
import { broker, googleWorld } from './google-world.ts'

calendarContract(() => ({ api: googleWorld().api, calendarId: 'primary', account: broker }))
