import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { equal } from "../../model/compare.ts";
import { plain } from "../../model/plain_arbitrary_test.ts";
import { encode } from "../../model/encode.ts";
import type { Labels } from "../../model/labels.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { spoken } from "./glossary.ts";
import { pack, usualPack } from "./pack.ts";
import type { Recording } from "./recording.ts";
import { sampleTrace } from "./sample_test.ts";
import { unpack } from "./unpack.ts";

const there = (recording: Recording, limits = usualPack): Recording =>
  unpack(JSON.parse(JSON.stringify(pack(recording, limits))));

const withState = (state: unknown): Recording => ({
  title: "a run",
  trace: [{ at: 0, kind: "state", node: 0, state }],
});

const stateOf = ({ trace }: Recording): unknown =>
  trace.flatMap((event) => event.kind === "state" ? [event.state] : [])[0];

Deno.test("a packed recording comes out as it went in", () => {
  const recording: Recording = { title: "a run", hint: "a", seed: 3, trace: sampleTrace };
  assertEquals(there(recording), recording);
});

Deno.test("every plain value survives, odd numbers and the field __proto__ included", () => {
  fc.assert(fc.property(plain, (state) => {
    assert(equal(stateOf(there(withState(state))), state));
  }));
  const odd = [NaN, -0, Infinity, -Infinity, undefined, 2n ** 70n, new Uint8Array([1, 2])];
  assert(equal(stateOf(there(withState(odd))), odd));
  const hostile = JSON.parse('{"__proto__":{"polluted":1},"odd":"NaN","big":"7"}');
  const read = stateOf(there(withState(hostile))) as Record<string, unknown>;
  assertEquals(Object.keys(read), ["__proto__", "odd", "big"]);
  assertEquals(read["polluted"], undefined);
});

Deno.test("equal members of a set, and equal keys of a map, stay apart", () => {
  const twins = { set: new Set([[], [], [[]], [[]]]), map: new Map([[{}, 1], [{}, 2]]) };
  const read = stateOf(there(withState(twins))) as typeof twins;
  assertEquals([read.set.size, read.map.size], [4, 2]);
  assert(equal(read, twins));
});

Deno.test("of equal parts only the first is written", () => {
  const log = Array.from({ length: 50 }, (_, i) => ({ term: 1, index: i }));
  const trace: Trace = log.map((_, at) => ({
    at,
    kind: "state",
    node: 0,
    state: { log: log.slice(0, at) },
  }));
  const { pool } = pack({ title: "a run", trace });
  assert(pool.length < 4 * 50 + 3, `${pool.length} parts`);
});

Deno.test("what is too large or too deep, or no data at all, is told in a word", () => {
  const limits = { ...usualPack, depth: 4, entries: 4, characters: 6, total: 2_000 };
  const cut = (state: unknown) => stateOf(there(withState(state), limits));
  assertEquals(cut([1, 2, 3, 4, 5, 6]), [1, 2, 3, 4, "… (2 more)"]);
  assertEquals(cut(new Set([1, 2, 3, 4, 5])), new Set<unknown>([1, 2, 3, 4, "… (1 more)"]));
  assertEquals(
    cut(new Map([[1, 1], [2, 2], [3, 3], [4, 4], [5, 5]])),
    new Map<unknown, unknown>([[1, 1], [2, 2], [3, 3], [4, 4], ["… (1 more)", ""]]),
  );
  assertEquals(cut({ a: 1, b: 2, c: 3, d: 4, e: 5 }), { a: 1, b: 2, c: 3, d: 4, "… (1 more)": "" });
  assertEquals(cut("abcdefgh"), "abcde…");
  assertEquals(cut([[[[1]]]]), [[["… (deeper than is shown)"]]]);
  assertEquals(cut([() => 1, new Date(0)]), ["(a function)", "(neither a record nor a list)"]);
  const circle: unknown[] = [];
  circle.push(circle, circle);
  assertEquals(stateOf(there(withState(circle))), ["(itself)", "(itself)"]);
  // The last events are there, whatever the room.
  const many = Array.from(
    { length: 200 },
    (_, at) => ({ at, kind: "timer" as const, node: 0, timer: [at] }),
  );
  const { hint, trace, leftOut } = there({ title: "a run", hint: "a", trace: many }, limits);
  assertEquals(hint, "a");
  assertEquals(leftOut, 200 - trace.length);
  assert(trace.length > 5 && trace.length < 40, `${trace.length} events`);
  assertEquals(trace.at(-1), many.at(-1));
});

Deno.test("of a long run the last events are kept, and how the nodes stood before them", () => {
  const trace: Trace = [
    { at: 0, kind: "start", node: 0, recovered: false },
    { at: 0, kind: "state", node: 0, state: 1 },
    { at: 1, kind: "state", node: 0, state: 2 },
    { at: 2, kind: "crash", node: 0 },
    { at: 2, kind: "invoke", process: 0, address: 8, operation: 0, input: 1 },
    { at: 2, kind: "invoke", process: 1, address: 9, operation: 1, input: 1 },
    { at: 2, kind: "ok", process: 0, operation: 0, output: 1 },
    { at: 3, kind: "timer", node: 1, timer: { type: "tick" } },
    { at: 4, kind: "timer", node: 1, timer: { type: "tick" } },
  ];
  const kept = there({ title: "a run", trace }, { ...usualPack, events: 1 }).trace;
  assertEquals(kept.map(({ at, kind }) => `${kind} ${at}`), [
    "crash 2",
    "state 1",
    "invoke 2",
    "timer 4",
  ]);
});

Deno.test("labels are code, but what they say of a run travels with it", () => {
  const labels: Labels = {
    node: (id) => `office ${id}`,
    client: (process) => `user ${process}`,
    message: (body) => `m ${encode(body)}`,
    state: (state) => isFirst(state) ? undefined : `s ${encode(state)}`,
    timer: (timer) => `t ${encode(timer)}`,
    record: (record) => `r ${encode(record)}`,
    request: (input) => `q ${encode(input)}`,
    answer: (output) => `a ${encode(output)}`,
    colours: { put: 2 },
  };
  const isFirst = (state: unknown) => equal(state, { calls: 0 });
  const trace: Trace = [
    ...sampleTrace,
    { at: 14, kind: "save", node: 0, record: NaN },
    { at: 14, kind: "save", node: 0, record: { "NaN": new Map([[{}, 1], [{}, 2]]) } },
    { at: 15, kind: "ok", process: 4, operation: 9, output: [["x"]] },
  ];
  const arrived = there({ title: "a run", labels, trace });
  assertEquals(arrived.trace, trace);
  const say = (labels: Labels) => (event: TraceEvent) => spoken(event, labels);
  assertEquals(arrived.trace.map(say(arrived.labels!)), trace.map(say(labels)));
  assertEquals([0, 7].map(arrived.labels!.node!), ["office 0", "node 7"]);
  assertEquals([0, 4, 5].map(arrived.labels!.client!), ["user 0", "user 4", "client 5"]);
  assertEquals(arrived.labels!.colours, { put: 2 });
  assertEquals(arrived.labels!.message!({ type: "never seen" }), "never seen");
});

Deno.test("what is labelled alike and is alike is written once", () => {
  const trace: Trace = Array.from(
    { length: 500 },
    (_, at) => ({ at, kind: "timer" as const, node: 0, timer: { type: "tick" } }),
  );
  const size = (recording: Recording) => JSON.stringify(pack(recording)).length;
  const labels: Labels = { timer: () => "a rather long name of what is only a timer" };
  assert(size({ title: "a run", trace, labels }) < size({ title: "a run", trace }) + 200);
});
