/** Pages that commands write. @module */

import { refuse } from "../command/usage_error.ts";
import { linkTo } from "../command/place.ts";

/** Writes a page where `--html` says. */
export async function writePage(file: string, page: string): Promise<void> {
  try {
    await Deno.writeTextFile(file, page);
    console.log(`the page is ${linkTo(file)}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    refuse("write the page", "--html must be a file that can be written", why);
  }
}
