/**
 * Texts of several writers are merged as Yjs and Automerge merge them. It is tried where their packages have been downloaded, as
 * `deno task bench crdt` does.
 */

import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { withPeers } from "../../bench/crdt/packages.ts";

const script = fileURLToPath(new URL("../../bench/crdt/crdt.ts", import.meta.url));

async function deno(...args: string[]): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    stdin: "null",
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, text: decoder.decode(stdout) + decoder.decode(stderr) };
}

const load = 'await import("yjs"); await import("@automerge/automerge")';
const isHere = (await deno("eval", ...withPeers, "--cached-only", load)).code === 0;

Deno.test({
  name: "Fugue merges as Yjs does, and RGA as Automerge",
  ignore: !isHere,
  async fn() {
    const options = ["run", "-A", "--quiet", "--no-check", ...withPeers, "--cached-only"];
    const { code, text } = await deno(...options, script, "merges", "8");
    assertEquals(code, 0, text);
  },
});
