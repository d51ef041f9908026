import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { onlyKey } from "./interval.ts";
import type { Mode } from "./mode.ts";
import { orderOf, type Owners, type Policy, victimOf } from "./policy.ts";
import { ask, blockersOf, grant, isWaiting, type LockTable, noLocks, release } from "./table.ts";
import { circleIn, waitsFor } from "./waits_for.ts";

/** The lower its number, the older somebody is; who is called by a name with a "!" has promised. */
const owners: Owners = {
  isOlder: (a, b) => parseInt(a) < parseInt(b),
  isPromised: (owner) => owner.endsWith("!"),
};

/** Asks, one after the other, for locks such as "1 x a", under a policy; says who became a victim, in order. */
function victims(policy: Policy, ...asked: readonly string[]) {
  const table = noLocks(), gone: string[] = [];
  for (const each of asked) {
    const [owner, letter, key] = each.split(" ") as [string, string, string];
    const mode: Mode = letter === "s" ? "shared" : letter === "u" ? "update" : "exclusive";
    if (gone.includes(owner)) continue;
    ask(table, { owner, mode, interval: onlyKey(key) }, orderOf(policy, owners));
    gone.push(...settled(table, policy));
  }
  return { gone, waits: table.waiting.map(({ owner }) => owner) };
}

function settled(table: LockTable, policy: Policy): string[] {
  const gone: string[] = [];
  for (;;) {
    grant(table);
    const victim = victimOf(table, policy, owners);
    if (victim === undefined) return gone;
    gone.push(victim);
    release(table, victim);
  }
}

Deno.test("wound-wait: the older takes it from the younger, the younger waits", () => {
  assertEquals(victims("wound-wait", "2 x a", "1 x a"), { gone: ["2"], waits: [] });
  assertEquals(victims("wound-wait", "1 x a", "2 x a"), { gone: [], waits: ["2"] });
  assertEquals(victims("wound-wait", "2! x a", "1 x a"), { gone: [], waits: ["1"] });
  assertEquals(victims("wound-wait", "1 x a", "3 x a", "2 x a"), { gone: [], waits: ["2", "3"] });
});

Deno.test("wait-die: the older waits, the younger dies", () => {
  assertEquals(victims("wait-die", "2 x a", "1 x a"), { gone: [], waits: ["1"] });
  assertEquals(victims("wait-die", "1 x a", "2 x a"), { gone: ["2"], waits: [] });
  assertEquals(victims("wait-die", "3 x a", "1 x a", "2 x a"), { gone: ["2"], waits: ["1"] });
});

Deno.test("detection: of those who wait in a circle the youngest", () => {
  const circle = ["1 x a", "2 x b", "1 x b", "2 x a"];
  assertEquals(victims("detection", ...circle), { gone: ["2"], waits: [] });
  assertEquals(victims("none", ...circle), { gone: [], waits: ["1", "2"] });
  const upgrades = ["1 s a", "2 s a", "1 x a", "2 x a"];
  assertEquals(victims("detection", ...upgrades), { gone: ["2"], waits: [] });
  assertEquals(victims("none", "1 u a", "2 u a", "1 x a"), { gone: [], waits: ["2"] });
});

Deno.test("under each policy nobody waits in a circle, and the oldest is never a victim", () => {
  const asked = fc.array(
    fc.record({
      owner: fc.constantFrom("1", "2", "3", "4"),
      mode: fc.constantFrom<Mode>("shared", "update", "exclusive"),
      interval: fc.oneof(
        fc.constantFrom("a", "b", "c").map(onlyKey),
        fc.constant({ from: "a", to: "c" }),
      ),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(asked, fc.constantFrom<Policy>("wound-wait", "wait-die", "detection"), (
      all,
      policy,
    ) => {
      const table = noLocks(), gone = new Set<string>();
      for (const lock of all) {
        // Whoever waits asks for nothing else.
        if (gone.has(lock.owner) || isWaiting(table, lock.owner)) continue;
        ask(table, lock, orderOf(policy, owners));
        settled(table, policy).forEach((each) => gone.add(each));
        assertEquals(circleIn(waitsFor(table)), undefined);
        if (policy === "detection") continue;
        for (const { owner } of table.waiting) {
          for (const blocker of blockersOf(table, owner)) {
            assertEquals(owners.isOlder(owner, blocker), policy === "wait-die");
          }
        }
      }
      assertEquals(gone.has("1"), false);
    }),
    { seed: 21, numRuns: 600 },
  );
});

Deno.test("a circle is found wherever it begins, and told in its order", () => {
  const graph = new Map([["1", ["2"]], ["2", ["3", "4"]], ["4", ["2"]]]);
  assertEquals(circleIn(graph), ["2", "4"]);
  assertEquals(circleIn(new Map([["1", ["2", "3"]], ["2", ["3"]]])), undefined);
});
