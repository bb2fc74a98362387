import type { DoorChoice } from '../state/staff-session.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Name } from '../ui/name.tsx'
import { PickList } from '../ui/pick-list.tsx'
import css from './pick.module.css'

/** Who of the staff is here: one's name, then one's PIN. */
export function StaffNames(props: {
  readonly staff: readonly DoorChoice[]
  readonly onPick: (choice: DoorChoice) => void
  readonly onBack: () => void
}) {
  const t = useText()
  return (
    <Frame where={t.staff.title} speech={`${t.staff.who}${t.staff.whoNote}`}>
      <Look>
        <Heading title={t.staff.who} note={t.staff.whoNote} />
      </Look>
      <div class={css.below}>
        <PickList
          label={t.staff.who}
          all={props.staff}
          keyOf={each => each.door}
          isPicked={() => false}
          onPick={props.onPick}
          render={each => (
            <span class={css.row}>
              <Icon name="me" />
              <Name name={each.name} />
            </span>
          )}
        />
        <Actions>
          <Button label={t.back} icon="back" onPress={props.onBack} />
        </Actions>
      </div>
    </Frame>
  )
}
