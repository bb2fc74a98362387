import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

/** The built pages, as `npm run build` leaves them. */

export const ROOT = join(import.meta.dirname, '../..')
export const PAGES = join(ROOT, 'dist/pages')
const MANIFEST = join(PAGES, '.vite/manifest.json')

const Names = v.optional(v.array(v.string()), [])
const ManifestSchema = v.record(
  v.string(),
  v.object({ file: v.string(), imports: Names, dynamicImports: Names, css: Names, assets: Names }),
)
export type Manifest = v.InferOutput<typeof ManifestSchema>

/** Builds them where there are none. @returns when they were built */
export function builtPages(): { readonly manifest: Manifest; readonly at: Date } {
  if (!existsSync(MANIFEST)) {
    const vite = join(ROOT, 'node_modules/.bin/vite')
    const { status } = spawnSync(vite, ['build', '--logLevel', 'warn'], { cwd: ROOT, stdio: 'inherit' })
    if (status !== 0) throw new Error('the pages cannot be built')
  }
  const manifest = v.parse(ManifestSchema, JSON.parse(readFileSync(MANIFEST, 'utf8')))
  return { manifest, at: statSync(MANIFEST).mtime }
}
