// The operator's clients:
//   npm run client -- list | show ID | add EMAIL [field=value …] | set ID field=value …
//   npm run client -- agent ID AGENT_OR_NUMBER      ties a voice agent or its line to a client
//   npm run client -- connect-link ID               an address at which they connect their calendar
// Their customers:
//   npm run client -- export-customer PHONE | erase-customer PHONE
import { randomUUID } from 'node:crypto'
import { isHolidayPlace } from '../lib/availability/holidays.ts'
import { systemClock } from '../lib/clock.ts'
import { configuredLink } from '../lib/consent/configured-link.ts'
import { deadlineIn } from '../lib/deadline.ts'
import { isClientId } from '../lib/retell/known-client.ts'
import { VendorFailure } from '../lib/failure.ts'
import { clientAgents } from '../lib/store/client-agents.ts'
import type { ClientRow } from '../lib/store/client-row.ts'
import { operateClients, type ClientChange } from '../lib/store/operate-clients.ts'
import { hostSupabase } from '../lib/store/supabase.ts'
import { eraseOne, exportOne } from './customers.ts'
import { readChange, settable } from './client-values.ts'
import { operate } from './operate.ts'
import { table } from './table.ts'

const usage = `Usage: npm run client -- list
       npm run client -- show ID
       npm run client -- add EMAIL [field=value …]
       npm run client -- set ID field=value …
       npm run client -- agent ID AGENT_OR_NUMBER
       npm run client -- connect-link ID
       npm run client -- export-customer PHONE
       npm run client -- erase-customer PHONE
Fields: ${Object.keys(settable).join(', ')}`

const commands: Record<string, (words: string[]) => Promise<void>> = {
  list,
  show,
  add,
  set,
  agent,
  'connect-link': link,
  'export-customer': exportOne,
  'erase-customer': eraseOne,
}

const [name = '', ...words] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (!command) {
  console.error(usage)
  process.exit(2)
}
await operate(() => command(words))

async function list(): Promise<void> {
  const rows = await clients().list(deadline())
  const head = ['id', 'email', 'zone', 'booking', 'google', 'text messages to']
  console.log(
    table(
      head,
      rows.map((row) => [
        row.id,
        row.email,
        row.timezone,
        row.booking_enabled ? 'on' : 'off',
        row.google_status,
        row.business_phone ?? row.personal_phone ?? '—',
      ]),
    ),
  )
}

async function show([id = '']: string[]): Promise<void> {
  const row = await known(id)
  const agents = await clientAgents(hostSupabase({})).list(id, deadline())
  const fields = Object.entries({ ...row, agents }).map(([field, value]) => [
    field,
    JSON.stringify(value),
  ])
  console.log(table(['field', 'value'], fields))
}

async function add([email, ...fields]: string[]): Promise<void> {
  if (!email?.includes('@')) throw new Error(usage)
  const change = readChange(fields)
  await checkHolidays(change)
  const added = clients().add({ ...change, id: randomUUID(), email }, deadline())
  const row = await added.catch((error: unknown) => {
    const isKnown = error instanceof VendorFailure && error.code === 'email_exists'
    throw isKnown ? new Error(`There is a user with the address ${email} already.`) : error
  })
  console.log(`Added ${row.id}`)
  if (!row.business_phone) {
    console.log(
      '  No business_phone: bookings that fail are texted to personal_phone, mailed, or go to the operator.',
    )
  }
  if (!row.booking_enabled) console.log('  Booking is off: set it on with booking_enabled=yes')
}

async function set([id = '', ...fields]: string[]): Promise<void> {
  if (fields.length === 0) throw new Error(usage)
  const row = await known(id)
  const change = readChange(fields, row)
  await checkHolidays({ ...row, ...change })
  await clients().update(id, change, deadline())
  console.log(`Set ${fields.join(' ')}`)
}

/** A place no holidays are known of would close nothing, and nobody would notice. */
async function checkHolidays({ holiday_country: country, holiday_region: region }: ClientChange) {
  if (!country) return
  if (await isHolidayPlace({ country, ...(region && { region }) })) return
  throw new Error(
    `holiday_country, holiday_region: no public holidays are known of ${country} ${region ?? ''}`,
  )
}

async function agent([id = '', name]: string[]): Promise<void> {
  if (!name) throw new Error(usage)
  await known(id)
  await clientAgents(hostSupabase({})).bind(name, id, deadline())
  console.log(`${name} belongs to ${id}`)
}

async function link([id = '']: string[]): Promise<void> {
  await known(id)
  console.log(configuredLink(id))
  console.log(
    '  Good for 72 hours. Send it to the client; it is to be opened in their own browser.',
  )
}

async function known(id: string): Promise<ClientRow> {
  const row = isClientId(id.toLowerCase()) ? await clients().get(id, deadline()) : undefined
  if (!row) throw new Error(`There is no client ${id}.`)
  return row
}

function clients() {
  return operateClients(hostSupabase({}))
}

function deadline() {
  return deadlineIn(systemClock, 10_000)
}
