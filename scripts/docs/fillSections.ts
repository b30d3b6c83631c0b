/** `<!-- write: name -->` … `<!-- /write -->`: what stands between is made; everything else on the page is written by hand. */
const section = /(<!-- write: (.+?) -->\n)([\s\S]*?)(<!-- \/write -->)/g;

/** The page with its sections made anew. A section that `contentOf` does not know stays as it is. */
export function fillSections(page: string, contentOf: (name: string) => string | undefined): string {
  return page.replace(section, (before: string, open: string, name: string, _: string, close: string) => {
    const content = contentOf(name);
    return content === undefined ? before : `${open}\n${content.trim()}\n\n${close}`;
  });
}

/** The names of a page's sections, in their order. */
export function sectionsOf(page: string): string[] {
  return [...page.matchAll(section)].map(([, , name = '']) => name);
}

/** What stands in a section. */
export function sectionOf(page: string, name: string): string | undefined {
  return [...page.matchAll(section)].find(([, , other]) => other === name)?.[3]?.trim();
}
