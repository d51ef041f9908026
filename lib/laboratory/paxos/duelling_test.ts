import { assert, assertEquals } from "@std/assert";
import { constant, uniform } from "../../sim/latency.ts";
import { type Backoff, duel, duels, duelTrace } from "./duelling.ts";

const none: Backoff = { kind: "none" }, five = constant(5), drawn = uniform(1, 10);
const random: Backoff = { kind: "random", ms: 20, mostMs: 1000 };

Deno.test("two proposers in step, who try again at once, are in each other's way for ever", () => {
  const endless = { stand: [0, 5], backoff: none, latency: five };
  const { decidedAt, ballots } = duel(endless, 1);
  assertEquals(decidedAt, undefined);
  assert(ballots > 500, `${ballots} ballots`);
  for (const stand of [[0, 4], [0, 6]]) {
    assert(duel({ ...endless, stand }, 1).decidedAt! < 50, "it takes the very moment");
  }
  assert(duel({ ...endless, backoff: random }, 1).decidedAt! < 200);
});

Deno.test("one proposer alone needs one ballot and two round trips", () => {
  assertEquals(duel({ stand: [0], backoff: none, latency: five }, 1), {
    decidedAt: 20,
    ballots: 1,
  });
});

Deno.test("where messages take equally long, fixed short pauses leave some duels endless, drawn ones none", () => {
  const crowd = { stand: { proposers: 3, withinMs: 20 }, latency: five };
  const undecided = (backoff: Backoff) => duels({ ...crowd, backoff }, 20).undecided;
  assert(undecided(none) > 0.2);
  assert(undecided({ kind: "fixed", ms: 2 }) > 0);
  assertEquals(undecided({ kind: "random", ms: 2, mostMs: 1000 }), 0);
});

Deno.test("where latencies are drawn, more proposers duel for longer, and less so the longer they stand back", () => {
  const median = (proposers: number, backoff: Backoff) =>
    duels({ stand: { proposers, withinMs: 20 }, backoff, latency: drawn }, 20).medianMs;
  assert(median(5, none) > 3 * median(3, none));
  assert(median(3, none) > median(2, none));
  assert(median(5, none) > 5 * median(5, random));
});

Deno.test("what is told of many duels is what came of each", () => {
  const setting = { stand: [0, 0, 0], backoff: random, latency: drawn };
  const each = [1, 2, 3].map((seed) => duel(setting, seed));
  const times = each.map(({ decidedAt }) => decidedAt!).sort((a, b) => a - b);
  assertEquals(duels(setting, 3), {
    undecided: 0,
    medianMs: times[1]!,
    p95Ms: times[2]!,
    ballots: each.reduce((sum, { ballots }) => sum + ballots, 0) / 3,
  });
});

Deno.test("the run of an endless duel has a ballot after the other, nacks, and no decision", () => {
  const trace = duelTrace({ stand: [0, 5], backoff: none, latency: five, nodes: 3 }, 60);
  const sent = (type: string) =>
    trace.filter((event) => event.kind === "send" && (event.body as { type: string }).type === type)
      .length;
  assert(sent("prepare") >= 3 * 5 && sent("nack") > 0);
  assertEquals(trace.some(({ kind }) => kind === "ok"), false);
});
