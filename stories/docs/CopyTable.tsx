import { en, ko, type Messages } from '../../src/index.js';

/** Every sentence of a section of the messages, side by side. */
export function CopyTable({ section }: { readonly section: 'button' | 'status' | 'errors' }) {
  const rows = Object.keys(ko[section]) as (keyof Messages[typeof section])[];
  return (
    <table>
      <thead>
        <tr>
          <th>key</th>
          <th>한국어</th>
          <th>English</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((key) => (
          <tr key={key}>
            <td>
              <code>{`${section}.${key}`}</code>
            </td>
            <td lang="ko">{ko[section][key] || '(비어 있음)'}</td>
            <td lang="en">{en[section][key] || '(empty)'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
