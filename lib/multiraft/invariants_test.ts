import { assert, assertEquals } from "@std/assert";
import { votersOnly } from "../consensus/raft/configuration.ts";
import type { Invariant } from "../model/invariant.ts";
import { invariants } from "./invariants.ts";
import { apart, everyKey } from "./invariants/places.ts";
import { emptyRange, type RangeState } from "./range/state.ts";
import type { NodeState } from "./state.ts";

interface Fake {
  readonly range?: RangeState;
  readonly role?: string;
  readonly term?: number;
  readonly votes?: readonly number[];
  readonly asleep?: boolean;
  readonly end?: number;
  readonly counts?: readonly (readonly [node: number, match: number])[];
}

/** A node of which only that is there which an invariant looks at. */
function node(fakes: Readonly<Record<number, Fake>>): NodeState {
  const replicas = Object.entries(fakes).map(([id, fake]) => {
    const { range, role = "follower", term = 1, votes = [], asleep = false, end = 0 } = fake;
    const progress = new Map((fake.counts ?? []).map(([other, match]) => [other, { match }]));
    const group = {
      machine: range ?? emptyRange(Number(id)),
      role,
      term,
      votes: new Map(votes.map((each) => [each, true])),
      lastApplied: end,
      leading: role === "leader" ? { progress } : null,
      log: { base: { index: end, term: 1 }, entries: [] },
      configurations: [{ index: 0, configuration: votersOnly([0, 1]) }],
    };
    return [Number(id), { group, asleepSince: asleep ? 0 : null }];
  });
  return { replicas: new Map(replicas as []), tombstones: new Map() } as unknown as NodeState;
}

/** What an invariant says of one moment after the other. */
function told(name: string, ...moments: readonly (readonly (NodeState | undefined)[])[]) {
  const invariant = [...invariants, everyKey, apart].find((each) =>
    each.name === name
  ) as Invariant<NodeState>;
  const memory = invariant.memory!();
  return moments.map((states) => invariant.check({ at: 0, states, history: [] }, memory)?.words);
}

function range(group: number, start: string, end: string | null, version = 1): RangeState {
  return emptyRange(group, { start, end }, version);
}

Deno.test("invariants: a key of two ranges is noticed, and one of an absorbed range is not of two", () => {
  const left = { range: range(1, "", "n") }, right = { range: range(2, "m", null) };
  const [words] = told("one range for each key", [node({ 1: left }), node({ 2: right })]);
  assert(words!.includes("range 1 in version 1 has [−∞, n)"), words);
  const both = { range: { ...range(1, "", null, 3), absorbed: [2] } };
  const merging = { into: 1, intoVersion: 1, intoKey: "" };
  const stopped = { range: { ...range(2, "m", null, 2), merging } };
  const goesOn = { range: range(2, "m", null, 3) };
  const [absorbed, again] = told(
    "one range for each key",
    [node({ 1: both }), node({ 2: stopped })],
    [node({ 1: both }), node({ 2: goesOn })],
  );
  assertEquals(absorbed, undefined);
  assert(again!.includes("range 2 in version 3 has [m, ∞)"), again);
  const newer = { range: range(1, "", "m", 2) };
  const moments = [[node({ 1: newer })], [node({ 1: left }), node({ 2: right })]];
  assertEquals(told("one range for each key", ...moments), [undefined, undefined]);
});

Deno.test("invariants: a version that is two intervals, or falls, is noticed, but for a crash between", () => {
  const old = node({ 1: { range: range(1, "", "z") } });
  const now = node({ 1: { range: range(1, "", "m", 2) } });
  const other = node({ 1: { range: range(1, "", "n", 2) } });
  assertEquals(told("epochs", [old, now]), [undefined]);
  assert(told("epochs", [now, other])[0]!.startsWith("version 2 of range 1 is [−∞, n) at node 1"));
  const fall = "node 0 goes back from version 2 of range 1 to 1";
  assertEquals(told("epochs", [now], [old]), [undefined, fall]);
  assertEquals(told("epochs", [now], [undefined], [old]), [undefined, undefined, undefined]);
});

Deno.test("invariants: a second vote in a term is noticed, of whichever replica, and each group has its own", () => {
  const stands = (group: number, self: number, term = 2) =>
    node({ [group]: { role: "candidate", term, votes: [self, 2] } });
  const words = "group 1: node 2 votes for nodes 0 and 1 in term 2";
  assertEquals(told("one vote", [stands(1, 0)], [undefined, stands(1, 1)]), [undefined, words]);
  assertEquals(told("one vote", [stands(1, 0)], [undefined, stands(1, 1, 3)]), [
    undefined,
    undefined,
  ]);
  assertEquals(told("one vote", [stands(1, 0), stands(2, 1)]), [undefined]);
});

Deno.test("invariants: a group that sleeps while a member lacks something is noticed", () => {
  const leads = { role: "leader", asleep: true, end: 5 };
  const all = (end: number, term = 1) => [node({ 1: leads }), node({ 1: { end, term } })];
  assertEquals(told("sound sleep", all(5)), [undefined]);
  const words = "group 1 sleeps, and node 1 has not all of its log";
  assertEquals(told("sound sleep", all(4)), [words]);
  // Who has been deposed may sleep on.
  assertEquals(told("sound sleep", all(4, 2)), [undefined]);
});

Deno.test("invariants: a leader that counts a member for what it has not is noticed, unless nobody counts any more", () => {
  const leads = node({ 1: { role: "leader", end: 5, counts: [[1, 4]] } });
  const words = (has: string) => `group 1: node 0 counts node 1 for entry 4, which has ${has}`;
  assertEquals(told("true counts", [leads, node({ 1: { end: 4 } })]), [undefined]);
  assertEquals(told("true counts", [leads, undefined]), [undefined]);
  assertEquals(told("true counts", [leads, node({ 1: { end: 3 } })]), [
    words("the entries up to 3"),
  ]);
  assertEquals(told("true counts", [leads, node({})]), [words("none")]);
  // Who has been deposed counts for nothing, and so does the group of a range that is a part of another.
  assertEquals(told("true counts", [leads, node({ 1: { end: 3, term: 2 } })]), [undefined]);
  const absorbed = node({});
  absorbed.tombstones.set(1, { conf: null, term: 1, votedFor: null });
  assertEquals(told("true counts", [leads, absorbed]), [undefined]);
});

Deno.test("invariants: a key of no range is noticed, at either end and between", () => {
  const gaps = (...ranges: RangeState[]) =>
    told("a range for each key", [
      node(Object.fromEntries(ranges.map((each, i) => [i, { range: each }]))),
    ]);
  assertEquals(gaps(range(0, "", "m"), range(1, "m", null)), [undefined]);
  assertEquals(gaps(range(0, "", "f"), range(1, "m", null)), ["nobody has [f, m)"]);
  assertEquals(gaps(range(0, "f", null)), ["nobody has [−∞, f)"]);
  assertEquals(gaps(range(0, "", "f")), ["nobody has [f, ∞)"]);
});

Deno.test("invariants: a replica that takes keys of an older range of its node is noticed, and not the reverse", () => {
  const old = { 1: { range: range(1, "", null) } };
  const right = { 2: { range: range(2, "m", null, 2) } };
  const both = node({ ...old, ...right });
  const words = "range 2 takes [m, ∞) at node 0, where range 1 has [−∞, ∞) in an older version";
  assertEquals(told("apart", [node(old)], [both]), [undefined, words]);
  assertEquals(told("apart", [node(right)], [both]), [undefined, undefined]);
  const split = node({ 1: { range: range(1, "", "m", 2) }, ...right });
  assertEquals(told("apart", [node(old)], [split]), [undefined, undefined]);
});

Deno.test("invariants: two states after the same entry are noticed, in whatever order they are kept", () => {
  const heard = (...gateways: number[]) => {
    const all = gateways.map((each) => [each, { boot: 1, lowest: 0, answers: new Map() }] as const);
    return node({ 1: { range: { ...range(1, "", null), heard: new Map(all) }, end: 3 } });
  };
  const words =
    "node 1 has executed the log of group 1 up to entry 3, and is in another state than " +
    "a node that had done so before";
  assertEquals(told("same states", [heard(1, 2), heard(2, 1)]), [undefined]);
  assertEquals(told("same states", [heard(1, 2), heard(1)]), [words]);
});

Deno.test("invariants: those of Raft hold for each group by itself", () => {
  const leads = (term: number) => ({ role: "leader", term });
  const words = "group 1: nodes 0 and 1 both lead in term 2";
  assertEquals(told("election safety", [node({ 1: leads(2) }), node({ 1: leads(2) })]), [words]);
  assertEquals(told("election safety", [node({ 1: leads(2) }), node({ 2: leads(2) })]), [
    undefined,
  ]);
});
