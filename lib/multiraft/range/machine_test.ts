import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { votersOnly } from "../../consensus/raft/configuration.ts";
import type { Operation, RangeAnswer, RangeCommand, Source } from "./commands.ts";
import { type GroupId, holds, overlap } from "./interval.ts";
import { frozenSource, rangeMachine } from "./machine.ts";
import { emptyRange, paging, rangeOf, type RangeState } from "./state.ts";

const KEYS = ["a", "c", "e", "g", "i", "k"];
const PLACES = ["b", "c", "d", "g", "h", "k", "z"];
const machine = rangeMachine();

/** All ranges, each the state machine of one log; and what a single map would hold. */
class Ranges {
  readonly states: Map<GroupId, RangeState> = new Map([
    [1, emptyRange(1, { start: "", end: "h" }, 1)],
    [2, emptyRange(2, { start: "h", end: null }, 1)],
  ]);
  readonly model: Map<string, string> = new Map();
  /** Ranges as they were when they had stopped, which somebody may still send. */
  readonly sources: Source[] = [];
  /** What each request was answered when it was done. */
  readonly answered: Map<number, RangeAnswer> = new Map();
  next = 3;
  index = 2;

  /** A range executes a command, having been saved and read again. */
  apply(group: GroupId, command: RangeCommand): RangeAnswer {
    const state = paging.thaw(paging.freeze(this.states.get(group)!));
    assertEquals(state, this.states.get(group));
    this.states.set(group, state);
    const place = { index: this.index++, configuration: votersOnly([0, 1, 2]) };
    const answer = machine.apply(state, command, place) as RangeAnswer;
    for (const each of state.news) {
      if (each.type === "born") this.states.set(each.range.group, paging.thaw(each.state));
      else this.states.delete(each.group);
    }
    state.news = [];
    return answer;
  }

  check(): void {
    const all = [...this.states.values()];
    for (const key of KEYS) {
      const owners = all.filter((range) => holds(range, key));
      assertEquals(owners.length, 1, `${key} is in ${owners.map(({ group }) => group)}`);
      const [{ data }] = owners as [RangeState];
      const held = data.pages.flatMap((page) => [...page]).find(([each]) => each === key)?.[1];
      assertEquals(held, this.model.get(key), key);
    }
    for (const a of all) for (const b of all) assert(a === b || !overlap(a, b));
  }
}

/** The so-manieth range, and how far the version that is asked for is from its own. */
const aim = { which: fc.nat(20), off: fc.constantFrom(0, 0, 0, 0, -1, 1) };
const anAction = fc.oneof(
  fc.record({
    type: fc.constant("operate" as const),
    ...aim,
    key: fc.constantFrom(...KEYS),
    how: fc.constantFrom("put", "put", "cas", "append", "delete", "get", "scan"),
    request: fc.nat(25),
  }),
  fc.record({ type: fc.constant("split" as const), ...aim, at: fc.constantFrom(...PLACES) }),
  fc.record({ type: fc.constant("freeze" as const), ...aim, into: fc.nat(20), ahead: fc.nat(1) }),
  fc.record({ type: fc.constant("absorb" as const), ...aim, source: fc.nat(20) }),
);
type Action = typeof anAction extends fc.Arbitrary<infer A> ? A : never;

function operationOf(action: Extract<Action, { type: "operate" }>): Operation {
  const { how, key, request } = action, value = `v${request}`;
  switch (how) {
    case "put":
      return { type: "put", key, value };
    case "cas":
      return { type: "cas", key, expected: null, value };
    case "append":
      return { type: "append", key, value };
    case "delete":
      return { type: "delete", key };
    case "get":
      return { type: "get", key };
    default:
      return { type: "scan", key, end: "z", limit: 3 };
  }
}

/** What the single map makes of it. */
function inModel(model: Map<string, string>, operation: Operation): RangeAnswer {
  const held = "key" in operation ? model.get(operation.key) ?? null : null;
  switch (operation.type) {
    case "put":
      model.set(operation.key, operation.value);
      return { ok: true, value: null };
    case "append":
      model.set(operation.key, (held ?? "") + operation.value);
      return { ok: true, value: null };
    case "delete":
      model.delete(operation.key);
      return { ok: true, value: null };
    case "cas":
      if (held === operation.expected) model.set(operation.key, operation.value);
      return { ok: true, value: held === operation.expected };
    case "get":
      return { ok: true, value: held };
    case "scan": {
      const { key: start, end, limit } = operation;
      const all = [...model].filter(([key]) => holds({ start, end }, key)).sort();
      const keys = { start, end };
      return { ok: true, value: { keys, entries: all.slice(0, limit), more: all.length > limit } };
    }
  }
}

/** What a request asks is the same however often it is asked. */
function take(ranges: Ranges, action: Action, asked: Map<number, Operation>): void {
  const all = [...ranges.states.values()], state = all[action.which % all.length]!;
  const { group } = state, version = state.version + action.off;
  const isRight = action.off === 0 && state.merging === null;
  switch (action.type) {
    case "operate": {
      const own = operationOf(action), { request } = action;
      const reads = own.type === "get" || own.type === "scan";
      const operation = reads ? own : asked.get(request) ?? own;
      if (!reads) asked.set(request, operation);
      const stamp = reads ? null : { gateway: 9, boot: 1, sequence: request, lowest: 0 };
      const answer = ranges.apply(group, { type: "operate", version, stamp, operation });
      if (!answer.ok) return void assert(!isRight || !covers(state, operation), answer.why);
      assert(isRight, "a range that has stopped, or is of another version, has executed something");
      const before = reads ? undefined : ranges.answered.get(request);
      assertEquals(answer, before ?? inModel(ranges.model, operation));
      if (!reads) ranges.answered.set(request, answer);
      return;
    }
    case "split": {
      const answer = ranges.apply(group, {
        type: "split",
        version,
        at: action.at,
        child: ranges.next,
      });
      if (answer.ok) ranges.next++;
      return;
    }
    case "freeze": {
      const other = all[action.into % all.length]!;
      const answer = ranges.apply(group, {
        type: "freeze",
        version,
        into: other.group,
        intoVersion: other.version + action.ahead,
        intoKey: other.start,
      });
      if (answer.ok) ranges.sources.push(frozenSource(ranges.states.get(group)!));
      return;
    }
    case "absorb": {
      const source = ranges.sources[action.source % Math.max(1, ranges.sources.length)];
      if (source === undefined) return;
      const answer = ranges.apply(group, { type: "absorb", source });
      // As its leader does: what never will be absorbed goes on.
      if (answer.ok && answer.value === false && ranges.states.has(source.group)) {
        ranges.apply(source.group, { type: "thaw", version: source.version });
      }
    }
  }
}

function covers(state: RangeState, operation: Operation): boolean {
  const { start, end } = rangeOf(state);
  if (operation.type !== "scan") return holds({ start, end }, operation.key);
  return holds({ start, end }, operation.key) && (end === null || operation.end! <= end);
}

Deno.test("ranges: whatever is asked in whatever order, they are one sorted map, and nothing is done twice", () => {
  let merges = 0, thaws = 0;
  fc.assert(
    fc.property(fc.array(anAction, { minLength: 20, maxLength: 120 }), (actions) => {
      const ranges = new Ranges(), asked = new Map<number, Operation>();
      ranges.check();
      for (const action of actions) {
        const before = ranges.states.size, stopped = stoppedIn(ranges);
        take(ranges, action, asked);
        ranges.check();
        if (ranges.states.size < before) merges++;
        else if (stoppedIn(ranges) < stopped) thaws++;
      }
    }),
    { numRuns: 150 },
  );
  assert(merges > 20 && thaws > 20, `${merges} merges and ${thaws} thaws`);
});

function stoppedIn({ states }: Ranges): number {
  return [...states.values()].filter(({ merging }) => merging !== null).length;
}

Deno.test("ranges: a split is inside of a range, by members that stay, into a group that has not been", () => {
  const place = { index: 2, configuration: votersOnly([0, 1]) };
  const split = (at: string, child: number, configuration: unknown = place.configuration) => {
    const state = emptyRange(1, { start: "b", end: "m" }, 1);
    state.absorbed.push(8);
    state.born.push(9);
    const command = { type: "split", version: 1, at, child } as const;
    return machine.apply(state, command, { ...place, configuration }) as RangeAnswer;
  };
  for (const at of ["a", "b", "m", "z"]) assertEquals(split(at, 5).ok, false, at);
  for (const child of [1, 8, 9]) assertEquals(split("c", child).ok, false, `${child}`);
  const joint = { ...votersOnly([0, 1]), outgoing: [2] };
  assertEquals(split("c", 5, joint).ok, false);
  assertEquals(split("c", 5, { ...votersOnly([0]), learners: [1] }).ok, false);
  assertEquals(split("c", 5).ok, true);
});
