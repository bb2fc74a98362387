import { COMPONENTS, type Component, type Dimension } from '../../shared/points/item.ts'
import { useText } from '../text/use-text.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import type { Cell, Counts } from './items-view.ts'
import css from './items-matrix.module.css'

const ROWS: readonly (readonly [Dimension, IconName])[] = [
  ['political', 'dim1'],
  ['discipline', 'dim2'],
  ['role', 'dim3'],
  ['character', 'dim4'],
]

/** Four dimensions × four components; the number in a cell is the way to its items. */
export function ItemsMatrix(props: {
  readonly counts: Counts
  readonly cell: Cell
  readonly onPick: (dimension: Dimension, component: Component) => void
}) {
  const t = useText()
  const { counts, cell, onPick } = props
  return (
    <table class={css.matrix}>
      <thead>
        <tr>
          <th class={css.hint}>{t.items.pick}</th>
          {COMPONENTS.map(component => (
            <th key={component} scope="col" class={component === cell.component ? css.on : undefined}>
              {t.component[component]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROWS.map(([dimension, icon]) => (
          <tr key={dimension}>
            <th scope="row" class={dimension === cell.dimension ? css.on : undefined}>
              <span>
                <Icon name={icon} />
                {t.dimension[dimension]}
              </span>
            </th>
            {COMPONENTS.map(component => (
              <td key={component}>
                <button
                  type="button"
                  disabled={counts[dimension][component] === 0}
                  aria-pressed={dimension === cell.dimension && component === cell.component}
                  aria-label={`${t.dimension[dimension]} ${t.component[component]} ${counts[dimension][component]}${t.items.one}`}
                  onClick={() => onPick(dimension, component)}
                >
                  {counts[dimension][component]}
                  <small>{t.items.one}</small>
                </button>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
