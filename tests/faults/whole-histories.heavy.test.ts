import { assert, asyncProperty } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { histories } from '../support/whole/events.ts'
import { liveThrough } from '../support/whole/history.ts'
import { mailServer, type MailServer } from '../support/whole/mails.ts'

const seed = Number(process.env['FAULT_SEED'] ?? Date.now() % 2 ** 31)
const numRuns = Number(process.env['FAULT_RUNS'] ?? 1000)

let server: MailServer
beforeAll(async () => {
  server = await mailServer()
})
afterAll(() => server.smtp.close())

test(
  `Google, Supabase, Twilio, mail and the process: whatever fails, every lead ends with somebody, told once, and the records agree (FAULT_SEED=${seed} FAULT_RUNS=${numRuns})`,
  async () => {
    process.stdout.write(`FAULT_SEED=${seed} FAULT_RUNS=${numRuns}\n`)
    const property = asyncProperty(histories, async (history) => {
      expect(await liveThrough(history, server)).toEqual([])
    })
    await assert(property, { numRuns, seed })
  },
  20 * 60_000,
)
