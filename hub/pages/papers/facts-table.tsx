/** Terms and what they are in this case, ruled as the paper's own style rules tables. */
export function FactsTable(props: { facts: readonly (readonly [term: string, value: string])[]; class?: string }) {
  return (
    <table class={props.class}>
      <tbody>
        {props.facts.map(([term, value]) => (
          <tr key={term}>
            <th>{term}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
