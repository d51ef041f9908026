/** Stage 3C: servers crash, and remember what they must. @module */

import type { NodeId } from "../../model/protocol.ts";
import { reliableChurn, unreliableChurn } from "./churn.ts";
import { figure8, figure8Unreliable } from "./figure8.ts";
import type { AnyLaboratory, LabScenario } from "./scenario.ts";

const stage = "3C persistence";

const persist1: LabScenario = {
  name: "Persist1",
  stage,
  words: "what was committed outlives the crash of all, of the leader, and of each follower",
  servers: 3,
  courseS: 7.6,
  run(lab) {
    lab.agree(3, { retry: true });
    crashAndRestart(lab, ...lab.all());
    lab.agree(3, { retry: true });
    crashAndRestart(lab, lab.leader());
    lab.agree(3, { retry: true });
    const leader = lab.leader();
    lab.crash(leader);
    const command = lab.agree(2, { retry: true });
    lab.restart(leader);
    lab.wait(5000, () => lab.agreement.count(command) === 3);
    lab.expect(lab.agreement.count(command) === 3, "a server that restarted did not catch up");
    const follower = (lab.leader() + 1) % 3;
    lab.crash(follower);
    lab.agree(2, { retry: true });
    lab.restart(follower);
    lab.agree(3, { retry: true });
  },
};

const persist2: LabScenario = {
  name: "Persist2",
  stage,
  words: "two of five crash, then the other three; those that come back know enough to go on",
  servers: 5,
  courseS: 21.6,
  run(lab) {
    for (let round = 0; round < 5; round++) {
      lab.agree(5, { retry: true });
      const leader = lab.leader();
      const after = (i: number) => (leader + i) % 5;
      for (const i of [1, 2]) lab.crash(after(i));
      lab.agree(3, { retry: true });
      for (const i of [0, 3, 4]) lab.crash(after(i));
      for (const i of [1, 2]) lab.restart(after(i));
      lab.wait(1000);
      lab.restart(after(3));
      lab.agree(3, { retry: true });
      for (const i of [4, 0]) lab.restart(after(i));
    }
    lab.agree(5, { retry: true });
  },
};

const persist3: LabScenario = {
  name: "Persist3",
  stage,
  words: "one of a pair crashes and comes back with one that knows less",
  servers: 3,
  courseS: 3.8,
  run(lab) {
    lab.agree(3, { retry: true });
    const leader = lab.leader();
    const after = (i: number) => (leader + i) % 3;
    lab.crash(after(2));
    lab.agree(2, { retry: true });
    for (const i of [0, 1]) lab.crash(after(i));
    for (const i of [2, 0]) lab.restart(after(i));
    lab.agree(2, { retry: true });
    lab.restart(after(1));
    lab.agree(3, { retry: true });
  },
};

const unreliableAgree: LabScenario = {
  name: "UnreliableAgree",
  stage,
  words: "five proposals at a time are applied on a network that loses one message in ten",
  servers: 5,
  courseS: 5.1,
  unreliable: true,
  run(lab) {
    for (let round = 0; round < 49; round++) {
      lab.together(Array.from({ length: 5 }, () => lab.agreeing(1, { retry: true })));
    }
    lab.network("reliable");
    lab.agree(5, { retry: true });
  },
};

/** The scenarios of stage 3C. */
export const persistenceScenarios: readonly LabScenario[] = [
  persist1,
  persist2,
  persist3,
  figure8,
  unreliableAgree,
  figure8Unreliable,
  reliableChurn,
  unreliableChurn,
];

function crashAndRestart(lab: AnyLaboratory, ...servers: readonly NodeId[]): void {
  for (const server of servers) lab.crash(server);
  for (const server of servers) lab.restart(server);
}
