import { yearOf } from '../../../shared/base/plain-date.ts'
import { api } from '../api.ts'
import { useQuery } from '../query.ts'
import { today } from '../today.ts'

export interface CategoryOption {
  readonly id: string
  readonly label: string
}

/** The categories of this year's scheme; empty until the hub has answered. */
export function useCategories(): readonly CategoryOption[] {
  const cycle = yearOf(today())
  const scheme = useQuery(['scheme', 'categories', cycle], () => api.scheme.edit.query({ cycle }))
  return scheme.data?.scheme.categories ?? []
}

export const categoryLabel = (categories: readonly CategoryOption[], id: string): string =>
  categories.find(each => each.id === id)?.label ?? id
