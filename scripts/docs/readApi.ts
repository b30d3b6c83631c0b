import ts from 'typescript';

/** A field of an interface, as its TSDoc tells of it. */
export interface Member {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly text: string;
  /** What `@default` says. */
  readonly fallback: string | undefined;
}

/** Something that a module exports, with the first paragraph of its TSDoc. */
export interface Export {
  readonly name: string;
  readonly text: string;
}

/** The TSDoc of the package, read from its sources. */
export interface Api {
  /** The fields of an interface, inherited ones after its own. */
  members(file: string, name: string): Member[];
  /** What a module exports at run time: no types. */
  values(file: string): Export[];
}

export function readApi(root: string): Api {
  const config = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: ['src'] }, ts.sys, root);
  const program = ts.createProgram([`${root}/src/index.ts`, `${root}/src/testing/index.ts`], options);
  const checker = program.getTypeChecker();

  function exportsOf(file: string): ts.Symbol[] {
    const source = program.getSourceFile(`${root}/${file}`);
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${file} is not part of the package.`);
    return checker.getExportsOfModule(module);
  }

  const resolved = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

  const textOf = (symbol: ts.Symbol): string => ts.displayPartsToString(symbol.getDocumentationComment(checker));

  function member(symbol: ts.Symbol): Member[] {
    const declaration = symbol.declarations?.find((node) => ts.isPropertySignature(node) || ts.isMethodSignature(node));
    if (!declaration || !(ts.isPropertySignature(declaration) || ts.isMethodSignature(declaration))) return [];
    const fallback = symbol.getJsDocTags(checker).find(({ name }) => name === 'default')?.text;
    return [
      {
        name: symbol.name,
        type: typeText(declaration),
        isRequired: !declaration.questionToken,
        text: oneLine(textOf(symbol)),
        fallback: fallback && oneLine(ts.displayPartsToString(fallback)),
      },
    ];
  }

  return {
    members(file, name) {
      const found = exportsOf(file).find((symbol) => symbol.name === name);
      if (!found) throw new Error(`${file} exports no ${name}.`);
      return checker.getDeclaredTypeOfSymbol(resolved(found)).getProperties().flatMap(member);
    },
    values(file) {
      return exportsOf(file)
        .map((symbol) => ({ name: symbol.name, target: resolved(symbol) }))
        .filter(({ target }) => target.flags & (ts.SymbolFlags.Value | ts.SymbolFlags.NamespaceModule))
        .map(({ name, target }) => ({ name, text: oneLine(textOf(target).split('\n\n')[0] ?? '') }));
    },
  };
}

function typeText(declaration: ts.PropertySignature | ts.MethodSignature): string {
  const text = oneLine(declaration.type?.getText() ?? '');
  if (ts.isPropertySignature(declaration)) return text.replace(/ \| undefined$/, '').replace(/^\((.+)\)$/, '$1');
  const parameters = declaration.parameters.map((parameter) => oneLine(parameter.getText())).join(', ');
  return `(${parameters}) => ${text}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
