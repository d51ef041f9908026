import { assertEquals } from "@std/assert";
import { onlyKey } from "../locking/interval.ts";
import type { Mode } from "../locking/mode.ts";
import { agreement, exclusion, promised } from "./invariants.ts";
import { recovered } from "./journal.ts";
import type { Decision } from "./messages.ts";
import type { State } from "./state.ts";

const empty = () => recovered([]);
const at = (...states: readonly (State | undefined)[]) => ({ at: 0, states, history: [] });
const ended = (decision: Decision) =>
  recovered([{ type: "ended", name: "2.1.1", session: "1.1", decision }]);
const prepared = () =>
  recovered([{
    type: "prepared",
    name: "2.1.1",
    session: "1.1",
    age: [0, 2, 1, 1],
    writes: [["a", 1]],
    others: [],
  }]);
const decided = () =>
  recovered([{ type: "decided", name: "2.1.1", decision: "commit", to: [[0, "1.1"]] }]);

Deno.test("agreement: what one has committed nobody aborts, also later", () => {
  const memory = agreement.memory!();
  assertEquals(agreement.check(at(ended("commit"), empty()), memory), undefined);
  assertEquals(
    agreement.check(at(undefined, ended("abort")), memory)?.words,
    "node 1 aborts 2.1.1, which node 0 commits",
  );
});

Deno.test("only if all have promised: who is told of a commit can commit, or is down", () => {
  assertEquals(promised.check(at(prepared(), empty(), decided())), undefined);
  assertEquals(promised.check(at(ended("commit"), empty(), decided())), undefined);
  assertEquals(promised.check(at(undefined, empty(), decided())), undefined);
  assertEquals(
    promised.check(at(empty(), empty(), decided()))?.words,
    "node 2 has decided to commit 2.1.1, which node 0 cannot",
  );
});

Deno.test("exclusion: nobody shares what somebody writes, and who is prepared has locked what it writes", () => {
  const both = (mode: Mode) => {
    const s = empty();
    s.table.keys.set("a", new Map([["2.1.1", "exclusive"]]));
    s.table.intervals.push({ owner: "3.1.1", interval: { from: "a", to: "b" }, mode });
    return s;
  };
  assertEquals(
    exclusion.check(at(both("shared")))?.words,
    "at node 0 2.1.1 holds what excludes 3.1.1",
  );
  assertEquals(exclusion.check(at(prepared())), undefined);
  const bare = prepared();
  bare.table.keys.delete("a");
  assertEquals(
    exclusion.check(at(bare))?.words,
    "at node 0 2.1.1 has not locked what it is going to write",
  );
  bare.table.keys.set("a", new Map([["2.1.1", "update"]]));
  assertEquals(exclusion.check(at(bare))?.nodes, [0]);
  bare.table.intervals.push({ owner: "2.1.1", interval: onlyKey("a"), mode: "exclusive" });
  assertEquals(exclusion.check(at(bare)), undefined);
});
