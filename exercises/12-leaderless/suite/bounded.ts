/** What goes around, what is saved, and how long it is: bounded, however much has been asked for. @module */

import type { Grading } from "hb/grade/part.ts";
import { runFor } from "hb/grade/part.ts";
import { type Any, compactsAlike, savedBy } from "hb/grade/laws.ts";
import { encode } from "hb/model/encode.ts";
import { constant } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import { clash, type Subject } from "./subject.ts";
import { type AnyWorld, scenarioOf } from "./worlds.ts";

/** Requires that a run without trouble goes well, of which all is kept that was said and saved. */
function traced(
  epaxos: Subject,
  trial: Parameters<typeof scenarioOf>[1],
  grading: Grading,
): AnyWorld {
  const world: AnyWorld = new World({ ...scenarioOf(epaxos, trial), seed: grading.firstSeed });
  const isDone = () => !world.clientsBusy || world.events > 60_000;
  grading.asked(() => {
    world.run(10_000, isDone);
    runFor(world, 500, 80_000);
  }, () => "a run without trouble");
  const { violation } = world;
  grading.expect(violation === undefined, `a run without trouble: ${violation?.words}`);
  return world;
}

/** What goes around for a command, and when there is nothing to do; and how long a message is. */
export function bounded(epaxos: Subject, grading: Grading): void {
  const nodes = 5, asks = 60, everyMs = 20, perSecond = 10 * nodes;
  const trial = { nodes, asks, everyMs, network: { latency: constant(5) }, keys: 1 };
  const world = traced(epaxos, trial, grading), { count, longest } = sent(world);
  const most = 3 * asks * (nodes - 1) * 6 + Math.ceil(world.now / 1000 * 2 * perSecond);
  grading.expect(
    count <= most,
    `a command takes about six messages for each other replica: ${
      3 * asks
    } commands took ${count} ` +
      `between ${nodes} replicas, and ${most} are enough`,
  );
  grading.expect(
    longest <= 700,
    `what a message holds does not grow with the number of commands: after ${
      3 * asks
    } of them the longest has ` +
      `${longest} characters, and 700 are enough`,
  );
  runFor(world, 2000, 100_000);
  const idle = sent(world).count - count, enough = 2 * 2 * perSecond + 10;
  grading.expect(
    idle <= enough,
    `when nothing is to be done a replica sends twenty messages a second, to all others together: in two seconds in which ` +
      `nothing was asked for ${nodes} replicas have sent ${idle} messages, and ${enough} are enough`,
  );
}

/** What a replica saves can be made short, and a replica starts from that as from all of it. */
export function shortJournals(epaxos: Subject, grading: Grading): void {
  const setting = { interfere: clash, checkpointEvery: 6 };
  const trial = { nodes: 3, asks: 40, everyMs: 25, setting, keys: 3 };
  const world = traced(epaxos, trial, grading);
  const protocol = epaxos.protocol(setting) as unknown as Any;
  for (const node of [0, 1, 2]) {
    const records = savedBy(world.trace, node);
    const journal = protocol.compact?.(records) ?? records.slice(-1), size = journal.length;
    grading.expect(
      size <= 80,
      `a journal is shortened by compact, and what is forgotten is gone from it: of ${records.length} records of ` +
        `replica ${node}, which has a checkpoint every 6 instances, ${size} are left, and 80 are enough`,
    );
    compactsAlike(protocol, node, 3, records, grading);
  }
}

/** How many messages replicas have sent, and how long the longest is. */
function sent({ trace, states }: AnyWorld): { count: number; longest: number } {
  const all = trace.flatMap((event) =>
    event.kind === "send" && event.from < states.length && event.to < states.length
      ? [event.body]
      : []
  );
  return { count: all.length, longest: Math.max(0, ...all.map((body) => encode(body).length)) };
}
