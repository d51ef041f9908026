/** Stage 3A: there is one leader, and a new one when it is gone. @module */

import type { LabScenario } from "./scenario.ts";

const stage = "3A election";

const initialElection: LabScenario = {
  name: "InitialElection",
  stage,
  words: "the servers elect a leader, and keep it while nothing happens",
  servers: 3,
  courseS: 3.5,
  run(lab) {
    const first = lab.leader();
    lab.wait(50);
    const term = lab.term();
    lab.expect(term >= 1, `the term is ${term}, and must be 1 at least`);
    lab.wait(2000);
    lab.expect(lab.term() === term, "the term changed, though nothing had happened");
    lab.expect(lab.leader() === first, "the leader changed, though nothing had happened");
  },
};

const reElection: LabScenario = {
  name: "ReElection",
  stage,
  words: "a leader that is cut off is replaced, and does not trouble its successor when it is back",
  servers: 3,
  courseS: 6.2,
  run(lab) {
    const first = lab.leader();
    lab.cut(first);
    lab.leader();
    // Whether the old one disturbs the new one or not, there must be one leader soon.
    lab.join(first);
    // Unless it looks for its followers it believes that it leads until it hears of the new one.
    if (lab.view(first)?.leads) lab.wait(500, () => !lab.view(first)?.leads);
    const second = lab.leader();
    const third = (second + 1) % lab.servers;
    lab.cut(second);
    lab.cut(third);
    lab.wait(2000);
    lab.noLeader();
    lab.join(third);
    lab.leader();
    lab.join(second);
    lab.leader();
  },
};

const manyElections: LabScenario = {
  name: "ManyElections",
  stage,
  words: "a majority of four out of seven elects a leader, whoever the other three are",
  servers: 7,
  courseS: 9.8,
  run(lab) {
    lab.leader();
    for (let round = 0; round < 9; round++) {
      const victims = Array.from({ length: 3 }, () => lab.random.below(lab.servers));
      for (const victim of victims) lab.cut(victim);
      // Either the leader is still there, or the others elect one.
      lab.leader();
      for (const victim of victims) lab.join(victim);
    }
    lab.leader();
  },
};

/** The scenarios of stage 3A. */
export const electionScenarios: readonly LabScenario[] = [
  initialElection,
  reElection,
  manyElections,
];
