/**
 * `deno run -A tools/grade/page/bundle.ts`: writes `viewer.js`, the script of the page of a failed part.
 * It is committed, so that nobody needs a bundler to be graded.
 *
 * @module
 */

import { build, stop } from "esbuild";
import { fileURLToPath } from "node:url";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The file that is written. */
export const viewerFile: string = path("./viewer.js");

/** Makes the script of the page, as a module that holds it as a text. */
export async function bundleViewer(): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [path("./start.ts")],
      absWorkingDir: path("../../.."),
      bundle: true,
      write: false,
      minify: true,
      format: "iife",
      target: "es2022",
      charset: "utf8",
      legalComments: "none",
      tsconfigRaw: {},
      banner: {
        js: "// Made by tools/grade/page/bundle.ts: change site/viewer and run that again.",
      },
    });
    return moduleOf(outputFiles[0]!.text.trimEnd());
  } finally {
    await stop();
  }
}

/** A module of JavaScript and not of TypeScript, so that nobody spends time on checking its types. */
function moduleOf(script: string): string {
  if (/<\/script|<!--/i.test(script)) {
    throw new Error(
      "Cannot put the script on a page because it must not end its own element: it does",
    );
  }
  return `// deno-fmt-ignore-file
// deno-lint-ignore-file
// Made by tools/grade/page/bundle.ts from site/viewer, minified by esbuild: not to be edited.

/** The script of the page of a failed part. */
export const viewerScript = ${JSON.stringify(script)};
`;
}

if (import.meta.main) {
  const text = await bundleViewer();
  await Deno.writeTextFile(viewerFile, text);
  console.log(`tools/grade/page/viewer.js: ${new TextEncoder().encode(text).length} bytes`);
}
