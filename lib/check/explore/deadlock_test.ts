import { assertEquals } from "@std/assert";
import { explore, type TransitionSystem } from "./explore.ts";
import { greeting } from "./greeting_test.ts";
import { exploreProtocol } from "./protocol.ts";

/** Counts to three. */
const system: TransitionSystem<{ n: number }> = {
  name: "counter",
  initial: () => [{ n: 0 }],
  actions: [{ name: "count", next: ({ n }) => n < 3 ? { n: n + 1 } : undefined }],
};

Deno.test("a state without a next one that is not final is a deadlock, if final ones are declared", () => {
  assertEquals(explore(system).verdict, "ok");
  assertEquals(explore({ ...system, final: ({ n }) => n === 3 }).verdict, "ok");
  const { verdict, findings: [finding] } = explore({ ...system, final: () => false });
  assertEquals([verdict, finding!.kind, finding!.property], [
    "violation",
    "deadlock",
    "no deadlock",
  ]);
  assertEquals(finding!.path.map(({ state }) => state.n), [0, 1, 2, 3]);
  // A step that changes nothing is a step, as it is to TLC.
  const idle = { ...system, actions: [...system.actions, { name: "idle", next: () => ({}) }] };
  assertEquals(explore({ ...idle, final: () => false }).verdict, "ok");
});

Deno.test("two who wait for each other's fork are in a deadlock (Dijkstra 1971)", () => {
  const philosophers: TransitionSystem<{ forks: readonly (number | null)[] }> = {
    name: "philosophers",
    initial: () => [{ forks: [null, null] }],
    indexed: ["forks"],
    actions: [0, 1].flatMap((me) => [
      {
        name: `left ${me}`,
        next: ({ forks }) => forks[me] === null ? { forks: { [me]: me } } : undefined,
      },
      {
        name: `right ${me}`,
        next: ({ forks }) =>
          forks[me] === me && forks[1 - me] === null ? { forks: { [1 - me]: me } } : undefined,
      },
      {
        name: `put down ${me}`,
        next: ({ forks }) =>
          forks[0] === me && forks[1] === me ? { forks: [null, null] } : undefined,
      },
    ]),
    final: () => false,
  };
  const [finding] = explore(philosophers).findings;
  assertEquals(finding!.path.map(({ action }) => action), [undefined, "left 0", "left 1"]);
});

Deno.test("a protocol in which nothing can happen any more must have come to a final state", () => {
  assertEquals(
    exploreProtocol({ ...greeting, final: ({ states }) => states[1]?.heard === 1 }).verdict,
    "ok",
  );
  const lossy = {
    ...greeting,
    lossy: true,
    final: ({ states }: { states: readonly ({ heard: unknown } | undefined)[] }) =>
      states[1]?.heard === 1,
  };
  const { findings } = exploreProtocol(lossy);
  assertEquals(findings.map(({ kind, path }) => [kind, path.length]), [["deadlock", 2]]);
});
