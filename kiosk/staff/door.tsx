import type { DoorChoice } from '../state/staff-session.ts'
import { useStaffText } from '../text/use-staff-text.ts'
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
  const words = useStaffText()
  return (
    <Frame where={words.staff.title} speech={`${words.staff.who}${words.staff.whoNote}`}>
      <Look>
        <Heading title={words.staff.who} note={words.staff.whoNote} />
      </Look>
      <div class={css.below}>
        <PickList
          label={words.staff.who}
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
