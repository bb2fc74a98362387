import css from './steps.module.css'

/** What to do now, in order; one alone has no number. */
export const Steps = ({ title, steps }: { title?: string; steps: readonly string[] }) => (
  <section class={css.steps}>
    {title && <h2>{title}</h2>}
    <ol>
      {steps.map((step, at) => (
        <li key={at}>
          {steps.length > 1 && <b>{at + 1}</b>}
          <span>{step}</span>
        </li>
      ))}
    </ol>
  </section>
)
