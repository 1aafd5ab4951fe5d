import { accessSync, constants, mkdirSync } from 'node:fs'

/** Makes the data folder (mode 0700) where there is none. Throws, with what to do, where it cannot be written. */
export function dataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new Error(
      `DATA_DIR ${path} cannot be made or written (${code}). Set it to a folder this user may write.`,
      { cause },
    )
  }
}
