/** A custom property of the stylesheet: what it is for, in both languages. */
export interface Token {
  readonly name: `--rbk-${string}`;
  readonly kind: 'color' | 'size' | 'number' | 'font' | 'time';
  readonly ko: string;
  readonly en: string;
  /** Made of another one where it is not set. */
  readonly derived?: boolean;
}

export const tokens: readonly Token[] = [
  {
    name: '--rbk-accent',
    kind: 'color',
    ko: '버튼, 선택 표시. 이것만 바꿔도 테마가 완성돼요.',
    en: 'The button, and what is chosen. It alone makes a theme.',
  },
  {
    name: '--rbk-accent-strong',
    kind: 'color',
    derived: true,
    ko: '포인터를 올린 버튼',
    en: 'The button under the pointer',
  },
  { name: '--rbk-on-accent', kind: 'color', derived: true, ko: '버튼 위의 글자', en: 'Text on the accent' },
  { name: '--rbk-focus', kind: 'color', derived: true, ko: '포커스 테두리', en: 'The focus ring' },
  { name: '--rbk-text', kind: 'color', ko: '글자', en: 'Text' },
  { name: '--rbk-text-muted', kind: 'color', ko: '보조 글자, 카드사 안내', en: 'Quiet text, and what the PG says' },
  { name: '--rbk-surface', kind: 'color', ko: '카드, 선택지의 바탕', en: 'Ground of cards and choices' },
  { name: '--rbk-surface-muted', kind: 'color', ko: '진행 중인 버튼의 바탕', en: 'Ground of a button in progress' },
  { name: '--rbk-border', kind: 'color', ko: '구분선', en: 'Lines' },
  { name: '--rbk-border-strong', kind: 'color', ko: '체크 상자, 라디오의 테두리', en: 'Boxes and circles to choose' },
  { name: '--rbk-success', kind: 'color', ko: '완료', en: 'Success' },
  { name: '--rbk-on-success', kind: 'color', ko: '완료 버튼 위의 글자', en: 'Text on success' },
  { name: '--rbk-error', kind: 'color', ko: '오류 문장', en: 'Sentences of errors' },
  { name: '--rbk-font', kind: 'font', ko: '글꼴', en: 'Font' },
  { name: '--rbk-font-size', kind: 'size', ko: '글자 크기', en: 'Size of text' },
  {
    name: '--rbk-font-size-small',
    kind: 'size',
    ko: '안내 문장의 글자 크기',
    en: 'Size of the sentences beside the button',
  },
  { name: '--rbk-radius', kind: 'size', ko: '모서리', en: 'Corners' },
  { name: '--rbk-gap', kind: 'size', ko: '간격', en: 'Distance between parts' },
  { name: '--rbk-target', kind: 'size', ko: '누르는 곳의 최소 높이', en: 'Lowest height of what is pressed' },
  { name: '--rbk-button-size', kind: 'size', ko: '버튼 높이', en: 'Height of the button' },
  {
    name: '--rbk-status-lines',
    kind: 'number',
    ko: '진행 중에 비워 두는 문장의 줄 수',
    en: 'Lines kept free while an attempt is in progress',
  },
  { name: '--rbk-duration', kind: 'time', ko: '색이 바뀌는 시간', en: 'How long a colour takes to change' },
];

/** Pairs that have to be told apart, and by how much (WCAG 2.2: 4.5 for text, 3 for what is drawn). */
export const pairs: readonly { readonly on: string; readonly of: string; readonly least: number }[] = [
  { of: 'var(--_on-accent)', on: 'var(--rbk-accent)', least: 4.5 },
  { of: 'var(--_on-accent)', on: 'var(--_accent-strong)', least: 4.5 },
  { of: 'var(--rbk-text)', on: 'var(--rbk-surface)', least: 4.5 },
  { of: 'var(--rbk-text-muted)', on: 'var(--rbk-surface)', least: 4.5 },
  { of: 'var(--rbk-text-muted)', on: 'var(--rbk-surface-muted)', least: 4.5 },
  { of: 'var(--rbk-error)', on: 'var(--rbk-surface)', least: 4.5 },
  { of: 'var(--rbk-on-success)', on: 'var(--rbk-success)', least: 4.5 },
  { of: 'var(--rbk-border-strong)', on: 'var(--rbk-surface)', least: 3 },
  { of: 'var(--rbk-accent)', on: 'var(--rbk-surface)', least: 3 },
  { of: 'var(--_focus)', on: 'var(--rbk-surface)', least: 3 },
];
