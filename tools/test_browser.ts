/**
 * `deno task test:browser`: builds the book and looks at it in headless Chromium. Where there is no
 * Chromium it says so and checks nothing.
 *
 * @module
 */

import { buildBook } from "./book/build.ts";
import { entries } from "./book/files.ts";
import { placesOf } from "./book/places.ts";
import { repositoryRoot } from "./run/mod.ts";
import { serve } from "./serve/serve.ts";
import { findChromium } from "./serve/chromium.ts";
import { forgetReader } from "./command/place.ts";
import { typeAsUsual } from "./command/typed.ts";
import { doing } from "./command/doing.ts";

typeAsUsual();
forgetReader();
const chromium = await findChromium();
if (chromium === undefined) {
  console.log("test:browser is skipped: no Chromium is on the PATH, and CHROMIUM names none");
  Deno.exit(0);
}
const places = placesOf(repositoryRoot);
const work = doing("Building the book");
try {
  await buildBook(places, work.say);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  Deno.exit(1);
}
work.end();
const served = serve(places.book, 0);
const files = (await entries(`${repositoryRoot}/tests/browser`)).map(({ name }) => name)
  .filter((name) => name.endsWith(".ts")).sort().map((name) => `tests/browser/${name}`);
const { code } = await new Deno.Command(Deno.execPath(), {
  // Files run beside each other, one more than there are cores: pages wait now and then.
  args: ["test", "-A", "--quiet", "--parallel", ...files],
  cwd: repositoryRoot,
  env: {
    BOOK_URL: served.url,
    CHROMIUM: chromium,
    DENO_JOBS: `${Math.min(4, navigator.hardwareConcurrency + 1)}`,
  },
}).spawn().status;
await served.stop();
Deno.exit(code);
