import { assert, assertEquals } from "@std/assert";
import { votersOnly } from "../../consensus/raft/configuration.ts";
import type { RangeAnswer, RangeCommand } from "./commands.ts";
import { frozenSource, rangeMachine } from "./machine.ts";
import { emptyRange, paging, type RangeState } from "./state.ts";

const machine = rangeMachine();

/** A range executes one command, under members that stay. */
function applied(state: RangeState, command: RangeCommand): RangeAnswer {
  const place = { index: 2, configuration: votersOnly([0, 1, 2]) };
  return machine.apply(state, command, place) as RangeAnswer;
}

Deno.test("ranges: of many pages, a split parts every one", () => {
  const state = emptyRange(1, { start: "", end: null }, 1), value = "v".repeat(4000);
  const keys = Array.from({ length: 60 }, (_, i) => `k${String(i).padStart(2, "0")}`);
  for (const key of keys) {
    const operation = { type: "put", key, value } as const;
    applied(state, { type: "operate", version: 1, stamp: null, operation });
  }
  assert(state.data.pages.length > 3, `${state.data.pages.length} pages`);
  applied(state, { type: "split", version: 1, at: "k30", child: 2 });
  const [born] = state.news.flatMap((each) =>
    each.type === "born" ? [paging.thaw(each.state)] : []
  );
  const keysIn = ({ data }: RangeState) => data.pages.flatMap((page) => [...page.keys()]).sort();
  assertEquals([keysIn(state), keysIn(born!)], [keys.slice(0, 30), keys.slice(30)]);
});

Deno.test("ranges: what was absorbed and born stays known, to children, and to who absorbs", () => {
  const state = emptyRange(1, { start: "", end: "m" }, 1);
  state.absorbed.push(7);
  state.born.push(8);
  applied(state, { type: "split", version: 1, at: "f", child: 2 });
  const [born] = state.news.flatMap((each) =>
    each.type === "born" ? [paging.thaw(each.state)] : []
  );
  assertEquals([born!.absorbed, born!.born], [[7], [8, 2]]);
  const into = emptyRange(3, { start: "m", end: null }, 1);
  const merging = { into: 3, intoVersion: 1, intoKey: "m" };
  born!.merging = merging;
  assertEquals(applied(into, { type: "absorb", source: frozenSource(born!) }).ok, true);
  assertEquals([into.absorbed, into.born], [[7, 2], [8, 2]]);
});
