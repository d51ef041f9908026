import { assert, assertEquals } from "@std/assert";
import { constant } from "../../../sim/latency.ts";
import { answersOf, quorumScene } from "./scenes.ts";
import { playQuorums } from "./stage.ts";

Deno.test("what is written is read, by majorities of five", () => {
  const played = quorumScene("a write and a read");
  assertEquals(answersOf(played), [null, 7]);
  // Two phases of the write and one of the read, 5 questions and 5 answers each.
  assertEquals(played.trace.filter(({ kind }) => kind === "send").length, 30);
});

Deno.test("without write-back the same links show a value and then nothing, and with it not", () => {
  const old = quorumScene("new and then old"), mended = quorumScene("new and then new");
  assertEquals(answersOf(old), [undefined, "new", null]);
  assertEquals([old.regular, old.linearizable], [true, false]);
  assertEquals(answersOf(mended), [undefined, "new", "new"]);
  assert(mended.linearizable);
});

Deno.test("two halves: where half is enough a finished write is missed, with majorities nobody answers", () => {
  const half = quorumScene("two halves, half is enough");
  assertEquals([answersOf(half), half.regular], [[null, null], false]);
  assertEquals(answersOf(quorumScene("two halves, majorities")), [undefined, undefined]);
});

Deno.test("of two writes at a time the greater writer's is the later", () => {
  assertEquals(answersOf(quorumScene("two writers at a time")), [null, null, "b"]);
});

/** A write comes to node 1 alone and its coordinator dies; then node 2 and after it the last node read, with or without node 1 in time. */
function afterTheCrash(nodes: number, [first, second]: readonly [boolean, boolean]) {
  const last = nodes - 1, late = constant(1000);
  const played = playQuorums({
    nodes,
    settings: { writer: 0, writeBack: "never" },
    asks: [
      { ms: 1, at: 0, type: "write", key: "x", value: "new" },
      { ms: 20, at: 2, type: "read", key: "x" },
      { ms: 50, at: last, type: "read", key: "x" },
    ],
    links: Array.from({ length: nodes - 2 }, (_, i) => ({ from: 0, to: i + 2, latency: late })),
    faults: [
      { kind: "crash", at: 8, node: 0 },
      ...(first ? [] : [{ kind: "slow", at: 15, forMs: 20, from: 1, to: 2, byMs: 900 } as const]),
      ...(second
        ? []
        : [{ kind: "slow", at: 45, forMs: 20, from: 1, to: last, byMs: 900 } as const]),
    ],
    forMs: 80,
  });
  return answersOf(played).slice(1);
}

Deno.test("a write that came to one of the four that are left is read or missed by each read, in all four ways", () => {
  const both = [true, false], pairs = both.flatMap((a) => both.map((b) => [a, b] as const));
  assertEquals(pairs.map((pair) => afterTheCrash(5, pair)), [
    ["new", "new"],
    ["new", null],
    [null, "new"],
    [null, null],
  ]);
});

Deno.test("of three replicas the two that are left are in every quorum: a read waits for the one that has it", () => {
  assertEquals(afterTheCrash(3, [true, true]), ["new", "new"]);
  assertEquals(afterTheCrash(3, [true, false]), ["new", undefined]);
});

Deno.test("in the healthy picture no two messages that leave together lie on one line", () => {
  const sent = quorumScene("a write and a read").trace.flatMap((event) =>
    event.kind === "send" && event.from !== event.to ? [event] : []
  );
  const slope = (each: typeof sent[number]) => each.latencyMs / (each.to - each.from);
  const near = sent.filter((one, i) =>
    sent.slice(i + 1).some((other) => {
      const [a, b] = [slope(one), slope(other)];
      return one.at === other.at && one.from === other.from && Math.abs(a / b - 1) < 0.25;
    })
  );
  assertEquals(near, []);
});
