import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { type Message, restless, type State } from "hb/sim/world_arbitrary_test.ts";
import { runWorlds } from "./digests.ts";

const WORLDS = 250;

/** The restless protocol, but what a node does on some work is decided by `unwise()`. */
function swayedBy(unwise: () => number): typeof restless {
  return {
    ...restless,
    upon: {
      ...restless.upon,
      work(s: State, event, io) {
        restless.upon.work(s, event, io);
        const message: Message = { type: "work", hops: 0, times: [unwise()] };
        if (event.hops > 0) io.send(io.self, message);
      },
    },
  };
}

function digests(protocol = restless, count = WORLDS): string[] {
  return runWorlds(count, protocol).map((run) => run.digest);
}

Deno.test(`${WORLDS} random worlds, run twice, give the same traces, and their digests say so`, () => {
  const first = runWorlds(WORLDS);
  const second = runWorlds(WORLDS);
  assertEquals(second.map((run) => run.digest), first.map((run) => run.digest));
  assertEquals(second.map((run) => run.trace), first.map((run) => run.trace));
});

Deno.test("the random worlds differ, and everything happens in them", () => {
  const runs = runWorlds(WORLDS);
  // Some are born quiet alike: no faults, no messages.
  assert(new Set(runs.map((run) => run.digest)).size > WORLDS * 0.9);
  const kinds = new Set(runs.flatMap((run) => run.trace.map((event) => event.kind)));
  const expected = [
    "start send deliver lose timer save invoke ok unknown state crash pause resume fault",
  ].flatMap((words) => words.split(" "));
  assertEquals(new Set(expected).difference(kinds), new Set());
});

Deno.test(`${WORLDS} random worlds give the same digests in another process`, async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", import.meta.resolve("./digests.ts"), String(WORLDS)],
    env: { NO_COLOR: "1" },
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  assertEquals(new TextDecoder().decode(stdout).trim().split("\n"), digests());
});

// A change of the simulator, of the trace or of fast-check's generators changes it; nothing else may.
Deno.test("the digest of all of them is pinned: it is the same on every machine", async () => {
  const text = new TextEncoder().encode(digests().join("\n"));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  assertEquals(hash.toHex().slice(0, 16), "0a1627a13ff5f0c7");
});

Deno.test("a protocol that asks Math.random is found out", () => {
  const careless = swayedBy(() => Math.random());
  assertNotEquals(digests(careless), digests(careless));
});

Deno.test("a protocol that keeps a Map between runs is found out by the order of its keys", () => {
  const kept = new Map<number, true>();
  let calls = 0;
  const careless = swayedBy(() => {
    const key = calls++ % 97;
    if (!kept.delete(key)) kept.set(key, true);
    return kept.keys().next().value ?? -1;
  });
  assertNotEquals(digests(careless), digests(careless));
});
