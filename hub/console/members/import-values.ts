import type { Words } from '../text/words.ts'
import { categoryLabel, type CategoryOption } from './categories.ts'

/** A field's value in the words of the roster, for the line that says what an import would change. */
export function valueText(
  text: Words['members'],
  categories: readonly CategoryOption[],
  field: string,
  value: unknown,
): string {
  const { imports } = text
  if (field === 'phone' || field === 'idNumber') return imports.hiddenChange
  if (typeof value === 'boolean') return value ? imports.yes : imports.no
  if (field === 'exemption') return value === null ? imports.no : imports.yes
  if (value === '' || value === null || value === undefined) return imports.empty
  const known = { ...text.types, ...text.sexes, ...text.statuses }
  const plain = String(value)
  if (field === 'category') return categoryLabel(categories, plain)
  if (field === 'birth' || field === 'joined') return plain.replace('-', '.')
  if (field === 'type' || field === 'sex' || field === 'status') return known[plain as keyof typeof known] ?? plain
  return plain
}
