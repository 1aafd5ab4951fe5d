import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { LocalMessage } from './message.ts'

/** The messages a file holds; none when there is no such file yet, or no file is wanted. */
export function loadMessages(file: string | undefined): LocalMessage[] {
  if (!file) return []
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LocalMessage[]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Replaces the file in one step, so that a crash leaves the old or the new one. */
export function saveMessages(file: string | undefined, messages: LocalMessage[]): void {
  if (!file) return
  writeFileSync(`${file}.new`, JSON.stringify(messages), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
