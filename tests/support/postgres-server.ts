import { mkdtempSync, rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { findBinaries } from '../../lib/local/binaries.ts'
import { bootstrap } from '../../lib/local/bootstrap.ts'
import { migrate } from '../../lib/local/migrate.ts'
import { startPostgres } from '../../lib/local/postgres.ts'
import { chooseWay, giveTo } from '../../lib/local/privileges.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresSockets: string
  }
}

/** One PostgreSQL for a test run, with a migrated template from which each test file's database is copied. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync('/tmp/calendar-tests-')
  const sockets = mkdtempSync('/tmp/calendar-')
  const binaries = findBinaries(process.cwd())
  const way = await chooseWay({ projectDir: process.cwd(), dataDir, postgres: binaries.postgres })
  giveTo(sockets, way.owner)
  const postgres = await startPostgres({
    cluster: `${dataDir}/postgres`,
    sockets,
    way,
    binaries,
    durable: false,
    log: () => undefined,
  })
  const maintenance = postgres.pool('postgres')
  await maintenance.query('create database calendar_template')
  await maintenance.end()
  const template = postgres.pool('calendar_template')
  await bootstrap(template)
  await migrate(template, process.cwd())
  await template.end()
  project.provide('postgresSockets', sockets)
  return async () => {
    await postgres.stop()
    for (const folder of [sockets, dataDir]) rmSync(folder, { recursive: true, force: true })
  }
}
