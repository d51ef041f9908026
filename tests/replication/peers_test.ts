/**
 * Texts of several writers are merged as Yjs and Automerge merge them. It is tried where their packages have been downloaded, as
 * `deno task bench crdt` does.
 */

import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { withPeers } from "../../bench/crdt/packages.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import { run } from "../grading/program.ts";

const script = fileURLToPath(new URL("../../bench/crdt/crdt.ts", import.meta.url));

const deno = (...args: string[]) => run(root, Deno.execPath(), ...args);

const load = 'await import("yjs"); await import("@automerge/automerge")';
const isHere = (await deno("eval", ...withPeers, "--cached-only", load)).code === 0;

Deno.test({
  name: "Fugue merges as Yjs does, and RGA as Automerge",
  ignore: !isHere,
  async fn() {
    const options = ["run", "-A", "--quiet", "--no-check", ...withPeers, "--cached-only"];
    const { code, out, error } = await deno(...options, script, "merges", "8");
    assertEquals(code, 0, out + error);
  },
});
