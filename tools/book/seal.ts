/**
 * Makes the built pages such that nothing but the book's own files can run in them, and that a folder suffices to read
 * them: scripts leave the pages for files, a policy says what may be loaded, and addresses become relative.
 *
 * @module
 */

import { digestOfText, entries, writeFile } from "./files.ts";
import type { Places } from "./places.ts";

/**
 * What a page may load, after Content Security Policy Level 3. Modules of cells are blobs; WebAssembly is one of the
 * book's experiments; figures carry styles in attributes.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' blob: 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' data: blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const inline = /<script(?: id="[\w-]*")?>([^]*?)<\/script>/g;

/** Seals all pages of the built book. */
export async function sealPages({ book, base }: Places): Promise<void> {
  for (const { name } of await entries(book)) {
    if (!name.endsWith(".html")) continue;
    const path = `${book}/${name}`;
    const { page, scripts } = await sealed(
      await Deno.readTextFile(path),
      base,
      name === "404.html",
    );
    await Deno.writeTextFile(path, page);
    for (const [file, text] of scripts) await writeFile(`${book}/${file}`, text);
  }
  await sealStyles(book, base);
}

/** A style sheet lies in `assets/`, and so do its fonts. */
async function sealStyles(book: string, base: string): Promise<void> {
  for (const { name } of await entries(`${book}/assets`)) {
    if (!name.endsWith(".css")) continue;
    const path = `${book}/assets/${name}`;
    const styles = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, styles.replaceAll(`url(${base}assets/`, "url(./"));
  }
}

/** A page without scripts in it, and the files that they went to. */
export async function sealed(
  html: string,
  base: string,
  isAnywhere: boolean,
): Promise<{ page: string; scripts: ReadonlyMap<string, string> }> {
  const scripts = new Map<string, string>();
  const texts = [...html.matchAll(inline)].map(([, text]) => text!);
  let page = html.replace(inline, "");
  if (texts.length > 0) {
    const text = texts.join(";\n");
    const file = `assets/start.${(await digestOfText(text)).slice(0, 8)}.js`;
    scripts.set(file, text);
    // Before anything is drawn: it knows whether the page is dark.
    page = page.replace("</title>", `</title>\n    <script src="${base}${file}"></script>`);
  }
  page = page.replace(
    /<meta charset="utf-8">/i,
    (meta) => `${meta}\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
  // A page that stands for any address cannot say where it is.
  return { page: isAnywhere ? page : relative(page, base), scripts };
}

/** Pages lie beside each other, at the top of the book. */
function relative(page: string, base: string): string {
  return page.replace(/(\s(?:href|src)=")(\/[^"]*)"/g, (all, head: string, address: string) => {
    if (!address.startsWith(base)) return all;
    const path = address.slice(base.length);
    return path === "" ? `${head}./index.html"` : `${head}./${path}"`;
  });
}
