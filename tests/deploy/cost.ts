// What a request costs the service's process, the vendors' stand-ins left out: CPU time from /proc, memory,
// and its connections. The figures of docs/scaling.md: node tests/deploy/cost.ts
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countingProxy } from '../support/counting-proxy.ts'
import { post, retellShaped } from '../../scripts/retell-shaped.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'cost-'))
const secret = 'key_0123456789abcdef'
const clientId = '00000000-0000-4000-8000-000000000001'
const url = 'http://127.0.0.1:21700'

const world = spawn(
  process.execPath,
  [join(import.meta.dirname, 'world.ts'), folder, '21710', 'https://calendar.test'],
  { stdio: 'inherit' },
)
const worldEnv = Object.fromEntries(
  (await readWhenThere(join(folder, 'world.env')))
    .split('\n')
    .filter(Boolean)
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
) as Record<string, string>
const google = await countingProxy(worldEnv['GOOGLE_API_URL'] ?? '', 21701)
const supabase = await countingProxy(worldEnv['SUPABASE_URL'] ?? '', 21702)
const service = spawn(process.execPath, [join(root, 'scripts/start.js')], {
  env: {
    ...worldEnv,
    GOOGLE_API_URL: google.url,
    SUPABASE_URL: supabase.url,
    PATH: '/usr/bin:/bin',
    PORT: '21700',
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://calendar.test',
    DATA_DIR: join(folder, 'data'),
    TRUSTED_PROXY_HOPS: '1',
    RETELL_WEBHOOK_SECRET: secret,
    RATE_LIMIT_PER_MINUTE: '100000',
    ALLOW_LOOPBACK_VENDORS: 'yes',
    LOG_LEVEL: 'warn',
  },
  stdio: 'inherit',
})
await untilHealthy()
const phrases = [
  'tomorrow at 3',
  'Tuesday afternoon',
  'next week',
  'the day after tomorrow around noon',
]
const idle = memoryMb()
console.log(`idle: ${idle} MB resident`)
await measure('health', 2000, () => fetch(`${url}/health`).then((r) => r.arrayBuffer()))
await measure('check-availability', 600, (i) =>
  tool('check-availability', { requested_time_string: phrases[i % phrases.length] }, i),
)
await measure('book', 120, (i) =>
  tool('book', { requested_time_string: startOf(i), customer_name: 'Jordan Reyes' }, i),
)
console.log(`after the load: ${memoryMb()} MB resident`)
service.kill('SIGTERM')
world.kill('SIGTERM')
google.close()
supabase.close()
await new Promise((resolve) => world.once('exit', resolve))
rmSync(folder, { recursive: true, force: true })

async function measure(name: string, count: number, run: (i: number) => Promise<unknown>) {
  for (let i = 0; i < 20; i++) await run(count + i)
  google.take()
  supabase.take()
  const before = cpuMs()
  const times: number[] = []
  let next = 0
  const worker = async () => {
    while (next < count) {
      const i = next++
      const started = performance.now()
      await run(i)
      times.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker))
  const each = (cpuMs() - before) / count
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0)
  console.log(
    `${name.padEnd(20)} ${each.toFixed(2)} ms CPU a request; ${at(0.5)} ms median, ${at(0.99)} ms p99 (stand-ins beside it)`,
  )
  for (const [name, taken] of Object.entries({ ...google.take(), ...supabase.take() })) {
    console.log(`    ${(taken / count).toFixed(2)} × ${name}`)
  }
}

function tool(name: string, args: object, i: number) {
  const callId = `call_${name}_${i}`
  return post(`${url}/${name}`, retellShaped(name, args, { clientId, callId }), secret)
}

function startOf(nth: number): string {
  const day = new Date(Date.now() + (2 + Math.floor(nth / 20)) * 86_400_000)
  const hour = 9 + Math.floor((nth % 20) / 2)
  return `${day.toISOString().slice(0, 10)}T${String(hour).padStart(2, '0')}:${nth % 2 ? '30' : '00'}:00-05:00`
}

/** User and system time of the service's process: fields 14 and 15 of /proc/PID/stat, in 10 ms ticks. */
function cpuMs(): number {
  const stat = readFileSync(`/proc/${service.pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function memoryMb(): number {
  const line = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))
  return Math.round(Number(line?.[1]) / 1024)
}

async function untilHealthy(): Promise<void> {
  for (;;) {
    const isUp = await fetch(`${url}/health`).then(
      (r) => r.ok,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function readWhenThere(path: string): Promise<string> {
  for (;;) {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
