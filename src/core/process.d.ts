/** Bundlers put the value in; `process.env.NODE_ENV` is all that is ever read. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };
