import css from './steps.module.css'

/** What to do now, in order. */
export const Steps = ({ title, steps }: { title?: string; steps: readonly string[] }) => (
  <section class={css.steps}>
    {title && <h2>{title}</h2>}
    <ol>
      {steps.map((step, at) => (
        <li key={at}>
          <b>{at + 1}</b>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  </section>
)
