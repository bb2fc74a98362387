import { backup } from './backup.ts'
import type { Command } from './command.ts'
import { demo } from './demo.ts'
import { resetPassword } from './reset-password.ts'
import { restore } from './restore.ts'
import { serve } from './serve.ts'
import { verify } from './verify.ts'

/** Every command, in the order of the overview. */
export const COMMANDS: readonly Command[] = [serve, demo, backup, restore, verify, resetPassword]
