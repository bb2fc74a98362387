import { backup } from './backup.ts'
import { changeKey } from './change-key.ts'
import { checkEvidenceFile } from './check-evidence.ts'
import type { Command } from './command.ts'
import { demo } from './demo.ts'
import { exportSchemeFile } from './export-scheme.ts'
import { exportRankingCsv, exportStandingsCsv } from './export-standings.ts'
import { importActivitiesFile } from './import-activities.ts'
import { importLedgerFile } from './import-ledger.ts'
import { importRosterFile } from './import-roster.ts'
import { importSchemeFile } from './import-scheme.ts'
import { rehearse } from './rehearse.ts'
import { resetPassword } from './reset-password.ts'
import { restore } from './restore.ts'
import { serve } from './serve.ts'
import { verify } from './verify.ts'

/** Every command, in the order of the overview. */
export const COMMANDS: readonly Command[] = [
  serve,
  demo,
  importRosterFile,
  importActivitiesFile,
  importLedgerFile,
  importSchemeFile,
  exportStandingsCsv,
  exportRankingCsv,
  exportSchemeFile,
  backup,
  restore,
  rehearse,
  verify,
  checkEvidenceFile,
  resetPassword,
  changeKey,
]
