import { runCommandLine } from './cli/run.ts'
import { terminal } from './cli/terminal.ts'

/** `npm run hub -- …` */
process.exitCode = await runCommandLine(process.argv.slice(2), process.env, terminal)
