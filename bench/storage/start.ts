/** Starts the process that measures storage engines, as only that loads packages. @module */

import { fileURLToPath } from "node:url";
import { withPackages } from "./packages.ts";

/** Measures in a process of its own; returns its exit code. */
export async function startStorage(
  { check, json }: { readonly check: boolean; readonly json: string | undefined },
): Promise<number> {
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--quiet", "--no-check", ...withPackages],
      fileURLToPath(new URL("storage.ts", import.meta.url)),
      check ? "check" : "tell",
      ...(json === undefined ? [] : [json]),
    ],
  }).spawn().status;
  return code;
}
