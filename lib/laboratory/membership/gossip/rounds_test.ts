import { assert, assertEquals } from "@std/assert";
import { gossip } from "../../../membership/gossip/gossip.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { mean } from "../../measured.ts";
import { lockstep } from "./rounds.ts";
import { spread } from "./trial.ts";

const protocol = gossip({ k: 1, phaseMs: 1, backupMs: Infinity, roundMs: 1000 });

/** The same trial in a world of its own, with a network on which a message takes a ms. */
function inWorld(nodes: number, seed: number): { residue: number; traffic: number; last: number } {
  let copies = 0;
  const world = new World({
    protocol,
    nodes,
    seed,
    network: { latency: constant(1) },
    trace: "none",
    strict: false,
    tap: ({ body }) => copies += (body as { type: string }).type === "push" ? 1 : 0,
  });
  world.tell(0, { type: "tell", body: "news" });
  let known = 1, last = 0;
  for (let round = 1; world.pending > 0; round++) {
    world.run(1000);
    const now = world.states.filter((s) => s!.known.size > 0).length;
    if (now > known) last = round;
    known = now;
  }
  return { residue: 1 - known / nodes, traffic: copies / nodes, last };
}

Deno.test("lockstep: a thousand nodes in a world fare as they do in lockstep", () => {
  const world = inWorld(1000, 1);
  const trials = Array.from(
    { length: 10 },
    (_, seed) => spread({ protocol, nodes: 1000, seed, roundMs: 1000 }),
  );
  const residues = trials.map(({ residue }) => residue);
  assert(Math.abs(world.residue - mean(residues)) < 0.05, `${world.residue}, ${residues}`);
  assert(Math.abs(world.traffic - mean(trials.map(({ traffic }) => traffic))) < 0.2);
  assert(Math.abs(world.last - mean(trials.map(({ lastDelay }) => lastDelay))) < 5);
});

Deno.test("lockstep: the mean residue of many small worlds is that of as many trials in lockstep", () => {
  const seeds = Array.from({ length: 60 }, (_, seed) => seed);
  const worlds = mean(seeds.map((seed) => inWorld(60, seed).residue));
  const trials = mean(
    seeds.map((seed) => spread({ protocol, nodes: 60, seed, roundMs: 1000 }).residue),
  );
  // Each has a deviation of about 0.07, their difference one of about 0.013.
  assert(Math.abs(worlds - trials) < 0.04, `${worlds} and ${trials}`);
});

Deno.test("lockstep: the same seed gives the same run, and another another", () => {
  const run = (seed: number) => spread({ protocol, nodes: 100, seed, roundMs: 1000 });
  assertEquals(run(1), run(1));
  assert(run(1).traffic !== run(2).traffic);
});

Deno.test("lockstep: nodes that are down hear nothing, lost messages are counted, and rest is noticed", () => {
  const mail = gossip({ k: 3, feedback: false, phaseMs: 1, backupMs: Infinity, roundMs: 10 });
  let sent = 0;
  const run = lockstep({
    protocol: mail,
    nodes: 3,
    seed: 1,
    roundMs: 10,
    loss: 1,
    down: new Set([2]),
    tap: () => sent++,
  });
  run.tell(0, { type: "tell", body: "news" });
  assert(run.next() && run.next() && run.next());
  assert(!run.next());
  assertEquals([run.messages, sent, run.round], [3, 3, 4]);
  assertEquals(run.states.map(({ known }) => known.size), [1, 0, 0]);
});
