import { parseArgs, type ParseArgsConfig } from 'node:util'

/** A command's options as `parseArgs` reads them; an unknown one is told with the usage, and ends it (exit status 2). */
export function givenOptions<Config extends ParseArgsConfig>(
  config: Config,
  usage: string,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config)
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`)
    process.exit(2)
  }
}
