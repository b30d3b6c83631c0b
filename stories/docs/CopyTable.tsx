import { en, ko } from '../../src/index.js';

interface CopyTableProps {
  readonly section: 'button' | 'status' | 'errors' | 'purposes';
}

/** Every sentence of a section of the messages, side by side. */
export function CopyTable({ section }: CopyTableProps) {
  const english = new Map(sentences(en[section]));
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
        {sentences(ko[section]).map(([key, sentence]) => (
          <tr key={key}>
            <td>
              <code>{`${section}.${key}`}</code>
            </td>
            <td lang="ko">{sentence || '(비어 있음)'}</td>
            <td lang="en">{english.get(key) || '(empty, or as above)'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every sentence with the way to it. */
function sentences(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === 'object' ? sentences(value, `${path}${key}.`) : [[`${path}${key}`, String(value)]],
  );
}
