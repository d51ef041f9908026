/** Starts the process that measures texts beside Yjs and Automerge, as only that loads them. @module */

import { fileURLToPath } from "node:url";
import { withPeers } from "./packages.ts";

/** Measures in a process of its own; returns its exit code. */
export async function startCrdt({ check }: { readonly check: boolean }): Promise<number> {
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--quiet", "--no-check", ...withPeers],
      fileURLToPath(new URL("crdt.ts", import.meta.url)),
      check ? "check" : "tell",
    ],
  }).spawn().status;
  return code;
}
