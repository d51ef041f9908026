import { assertEquals } from "@std/assert";
import { after, ballot, leader, sent, type Step, upon } from "./servers_test.ts";
import type { State } from "./state.ts";

/** Six times fit a heartbeat of 50 ms into an election timeout of 300. */
const PATIENCE = 6;

/** A leader that has executed nothing, and asks server 1, which has executed 3 slots. */
function behind(patience: number): State<unknown[]> {
  const promises = new Set([0, 1, 2]), own = ballot(1, 0);
  const ahead = { node: 1, executed: 3, patience };
  return leader({ mandate: { ballot: own, promises, found: new Map(), ahead } });
}

const fetched = (step: Step) => sent(step).filter((each) => each.includes("fetch"));
const accepted = (executed: number) =>
  ({ type: "accepted", ballot: ballot(1, 0), first: 4, count: 0, executed, round: 2 }) as const;

Deno.test("behind: a leader asks the server that is ahead with each heartbeat, until that has been silent for an election timeout", () => {
  let state = behind(PATIENCE);
  for (let i = 0; i < PATIENCE; i++) {
    const step = after(state, "heartbeat");
    assertEquals(fetched(step), ["1 fetch"]);
    // That another one answers is no help.
    state = upon(step.state, 2, accepted(0)).state;
  }
  const last = after(state, "heartbeat");
  assertEquals([sent(last), last.state.leading, last.state.mandate], [[], null, null]);
});

Deno.test("behind: while the server that is ahead answers, a leader goes on to lead and to ask, however long it takes", () => {
  let state = behind(1);
  for (let i = 0; i < 3 * PATIENCE; i++) {
    const step = after(state, "heartbeat");
    assertEquals(fetched(step), ["1 fetch"]);
    state = upon(step.state, 1, accepted(3)).state;
  }
});

Deno.test("behind: a leader that has been told what it missed needs nobody any more", () => {
  const told = { ...behind(0), executed: 3 };
  const step = after(told, "heartbeat");
  assertEquals([fetched(step), step.state.leading === null], [[], false]);
});

Deno.test("behind: who promises late, and is ahead, is given as much time as any", () => {
  const promises = new Set([0, 2]), own = ballot(1, 0);
  const state = leader({ mandate: { ballot: own, promises, found: new Map(), ahead: null } }, {
    round: 500,
  });
  const step = upon(state, 1, { type: "promise", ballot: own, votes: [], executed: 3 });
  assertEquals(fetched(step), ["1 fetch"]);
  assertEquals(step.state.mandate!.ahead, { node: 1, executed: 3, patience: PATIENCE });
});
