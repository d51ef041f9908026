/**
 * Stage 3C: the situation of Figure 8 of the Raft paper (Ongaro and Ousterhout 2014, Section 5.4.2),
 * provoked by leaders that vanish at random: an entry of an older term is on a majority of servers, and
 * is overwritten all the same.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { AnyLaboratory, LabScenario } from "./scenario.ts";

const stage = "3C persistence";
const ITERATIONS = 1000;

/** Leaders crash soon after they have been elected. */
export const figure8: LabScenario = {
  name: "Figure8",
  stage,
  words:
    "a thousand times all are asked to append, and the leader crashes; nothing committed is lost",
  servers: 5,
  courseS: 48.5,
  run(lab) {
    lab.agree(1, { retry: true });
    for (let i = 0; i < ITERATIONS; i++) {
      const leader = proposeEverywhere(lab);
      linger(lab);
      if (leader !== undefined) lab.crash(leader);
      if (lab.all().filter((server) => lab.isUp(server)).length >= 3) continue;
      lab.restart(lab.random.below(lab.servers));
    }
    for (const server of lab.all()) lab.restart(server);
    lab.agree(5, { retry: true });
  },
};

/** Leaders are cut off, and the network loses, delays and reorders. */
export const figure8Unreliable: LabScenario = {
  name: "Figure8Unreliable",
  stage,
  words: "the same with leaders that are cut off, on a network that loses and reorders",
  servers: 5,
  courseS: 53.6,
  unreliable: true,
  run(lab) {
    lab.agree(1, { retry: true });
    for (let i = 0; i < ITERATIONS; i++) {
      if (i === 200) lab.network("reordering");
      const leader = proposeEverywhere(lab);
      linger(lab);
      if (leader !== undefined && lab.random.chance(0.5)) lab.cut(leader);
      if (lab.all().filter((server) => lab.isJoined(server)).length >= 3) continue;
      lab.join(lab.random.below(lab.servers));
    }
    for (const server of lab.all()) lab.join(server);
    lab.agree(5, { retry: true });
  },
};

/** Asks every server to append something; the last that did so and is not cut off. */
function proposeEverywhere(lab: AnyLaboratory): NodeId | undefined {
  const leading = lab.all().filter((server) => lab.propose(server) !== undefined);
  return leading.filter((server) => lab.isJoined(server)).at(-1);
}

/** Most often not long enough for anything to be committed. */
function linger(lab: AnyLaboratory): void {
  lab.wait(lab.random.chance(0.1) ? lab.random.below(500) : lab.random.below(13));
}
