/** A sentence in the two languages of the docs. */
interface Localized {
  readonly en: string;
  readonly ko: string;
}

/** What a note is about, which is also its heading in the docs. */
export type NoteSubject =
  | 'amount'
  | 'channel'
  | 'fields'
  | 'window'
  | 'result'
  /** Charges that the backend makes with the key later. */
  | 'charges'
  | 'setup'
  | 'documents'
  /** Where sources disagree or are silent, and what this package makes of it. */
  | 'dispute';

/** A fact of the row that a document is cited for. */
export type Claim = 'code' | 'payMethods' | 'channel' | 'amount' | 'fields' | 'limits' | 'charges';

export interface PgSource {
  /** `owner/repository: path`, with the commit for what has been deleted since. */
  readonly document: string;
  readonly claims: readonly Claim[];
}

/** Why a row of `pgTable` is as it is, and what else a developer should know. For the docs: the package has nothing of it. */
export interface PgFacts {
  readonly notes: readonly (readonly [NoteSubject, Localized])[];
  readonly sources: readonly PgSource[];
}

const portone = 'portone-io/developers.portone.io';

/** A page of the developer docs about one PG. */
export function pgPage(path: string, ...claims: Claim[]): PgSource {
  return { document: `${portone}: src/routes/(root)/opi/ko/integration/pg/v1/${path}.mdx`, claims };
}

/** Any other file of the developer docs. */
export function portonePage(path: string, ...claims: Claim[]): PgSource {
  return { document: `${portone}: ${path}`, claims };
}

/** A page of the old manual. */
export function manualPage(path: string, ...claims: Claim[]): PgSource {
  return { document: `iamport/iamport-manual: ${path}.md`, claims };
}

/** The table of codes, and of what each can issue and charge. */
export const codeTable = portonePage('src/routes/(root)/opi/ko/support/code-info/pg.mdx', 'code', 'amount');

/** PortOne's own wrapper for React Native, which tells callback windows from redirecting ones. */
export const nativeWrapper: PgSource = {
  document: 'iamport/iamport-react-native: src/components/Payment/index.tsx',
  claims: ['channel'],
};

/** The parameters of `IMP.request_pay`. */
export const requestPage = 'src/routes/(root)/sdk/ko/v1-sdk/javascript-sdk/payrq.mdx';

/** The guide to billing keys, with its list of PGs. */
export const billingGuide = 'src/routes/(root)/opi/ko/integration/start/v1/non-auth.mdx';

/** The SDK's release notes, which are no longer published. */
export const releaseNotes = 'src/content/docs/ko/sdk/javascript-sdk-old/sdk-release-note.mdx (deleted by 73c5d21e)';
