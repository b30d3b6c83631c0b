/** A custom property of the stylesheet, as the editor offers it. */
export interface StyleProperty {
  readonly name: `--rbk-${string}`;
  readonly title: string;
  readonly kind: 'color' | 'length' | 'lines';
  /** Where the editor's control begins. */
  readonly initial: string;
}

export const properties: readonly StyleProperty[] = [
  { name: '--rbk-accent', title: 'Accent', kind: 'color', initial: '#1f5fe0' },
  { name: '--rbk-accent-strong', title: 'Accent under the pointer', kind: 'color', initial: '#174dbb' },
  { name: '--rbk-on-accent', title: 'Text on the accent', kind: 'color', initial: '#ffffff' },
  { name: '--rbk-text', title: 'Text', kind: 'color', initial: '#191f28' },
  { name: '--rbk-text-muted', title: 'Quiet text', kind: 'color', initial: '#566170' },
  { name: '--rbk-border', title: 'Lines', kind: 'color', initial: '#d6dbe2' },
  { name: '--rbk-error', title: 'Errors', kind: 'color', initial: '#c4262e' },
  { name: '--rbk-success', title: 'Success', kind: 'color', initial: '#0d7a4b' },
  { name: '--rbk-radius', title: 'Corners', kind: 'length', initial: '0.75rem' },
  { name: '--rbk-gap', title: 'Distance', kind: 'length', initial: '0.5rem' },
  { name: '--rbk-button-size', title: 'Height of the button', kind: 'length', initial: '3.25rem' },
  { name: '--rbk-status-lines', title: 'Lines kept free below it', kind: 'lines', initial: '3' },
];
