import { assertEquals } from "@std/assert";
import { type AlternatingBit, alternatingBit } from "../models/alternating_bit.ts";
import { explore, type TransitionSystem } from "./explore.ts";

/** A semaphore: in every attempt to enter, the other may be faster (Lamport, Specifying Systems, 8.9). */
function semaphore(
  fairness: "weak" | "strong",
): TransitionSystem<{ free: boolean; at: readonly string[] }> {
  const entering = (action: string) => action.startsWith("enter");
  return {
    name: "semaphore",
    initial: () => [{ free: true, at: ["waits", "waits"] }],
    indexed: ["at"],
    actions: [0, 1].flatMap((me) => [
      {
        name: `enter ${me}`,
        next: ({ free, at }) =>
          free && at[me] === "waits" ? { free: false, at: { [me]: "inside" } } : undefined,
      },
      {
        name: `leave ${me}`,
        next: ({ at }) => at[me] === "inside" ? { free: true, at: { [me]: "waits" } } : undefined,
      },
    ]),
    always: { "mutual exclusion": ({ at }) => !(at[0] === "inside" && at[1] === "inside") },
    leadsTo: {
      "0 gets in": { from: ({ at }) => at[0] === "waits", to: ({ at }) => at[0] === "inside" },
    },
    fair: (action) => fairness === "weak" || !entering(action),
    stronglyFair: (action) => fairness === "strong" && entering(action),
  };
}

Deno.test("a semaphore starves nobody if entering is strongly fair; weakly fair is too little", () => {
  assertEquals(explore(semaphore("strong")).verdict, "ok");
  const { findings } = explore(semaphore("weak"));
  assertEquals(findings[0]!.path.slice(findings[0]!.loopsTo! + 1).map(({ action }) => action), [
    "enter 1",
    "leave 1",
  ]);
});

Deno.test("the alternating bit needs strong fairness of receipt, as its line may lose (Specifying Systems, 14)", () => {
  const system: TransitionSystem<AlternatingBit> = {
    ...alternatingBit(1),
    leadsTo: {
      "what is sent is acknowledged": {
        from: ({ sAck, sBit }) => sAck !== sBit,
        to: ({ sAck, sBit }) => sAck === sBit,
      },
    },
    // A full line takes no more: the boundary must not be a way out.
    actions: alternatingBit(1).actions.map(({ name, next }) => ({
      name,
      next(s) {
        const full = name === "SndAck" ? s.ackQ : /^(Re)?Snd/.test(name) ? s.msgQ : [];
        return full.length > 0 ? undefined : next(s);
      },
    })),
  };
  const sends = (action: string) => action === "ReSndMsg" || action === "SndAck";
  const receives = (action: string) => action.startsWith("Rcv");
  const strong = explore({ ...system, fair: sends, stronglyFair: receives });
  assertEquals(strong.verdict, "ok");
  const weak = explore({ ...system, fair: (action) => sends(action) || receives(action) });
  assertEquals(weak.findings.map(({ kind }) => kind), ["leads to"]);
});
