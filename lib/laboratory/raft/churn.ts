/** Stage 3C: clients propose all the time, while servers crash, restart and are cut off at random. @module */

import type { Activity } from "./activity.ts";
import type { AnyLaboratory, LabScenario } from "./scenario.ts";
import type { Command } from "./subject.ts";

const stage = "3C persistence";
const CLIENTS = 3;
const ROUNDS = 20;
const ROUND_MS = 700;
/** How long a client looks whether its command has been applied: a little at first, then longer. */
const PATIENCE_MS = [10, 20, 50, 100, 200];

/** Churn on a network that delivers. */
export const reliableChurn: LabScenario = churn(false);
/** Churn on a network that loses and delays. */
export const unreliableChurn: LabScenario = churn(true);

function churn(unreliable: boolean): LabScenario {
  return {
    name: unreliable ? "UnreliableChurn" : "ReliableChurn",
    stage,
    words: "three clients lose nothing that was acknowledged, whatever befalls the servers" +
      (unreliable ? " and the network" : ""),
    servers: 5,
    courseS: unreliable ? 17.3 : 18.2,
    unreliable,
    run(lab) {
      let over = false;
      const applied: Command[] = [];
      const clients = Array.from({ length: CLIENTS }, () => client(lab, applied, () => over));
      lab.together([...clients, trouble(lab, () => over = true)]);
      lab.wait(1000);
      lab.network("reliable");
      for (const server of lab.all()) {
        lab.restart(server);
        lab.join(server);
      }
      lab.agree(lab.servers, { retry: true });
      lab.expect(applied.length > 0, "no client saw a command applied");
      const lost = applied.filter((command) => lab.agreement.count(command) < lab.servers);
      lab.expect(lost.length === 0, `commands ${lost} were acknowledged, and are lost`);
    },
  };
}

/** Proposes one command after another, and notes those that it saw applied. */
function* client(lab: AnyLaboratory, applied: Command[], isOver: () => boolean): Activity {
  while (!isOver()) {
    const taken = lab.all().flatMap((server) =>
      lab.isJoined(server) ? lab.propose(server) ?? [] : []
    );
    const command = taken.at(-1);
    if (command === undefined) {
      yield { ms: 79 + lab.random.below(CLIENTS * 17) };
      continue;
    }
    for (const ms of PATIENCE_MS) {
      if (lab.agreement.count(command) > 0) {
        applied.push(command);
        break;
      }
      yield { ms };
    }
    yield { ms: 1 };
  }
}

/** Cuts off, restarts and crashes servers at random. */
function* trouble(lab: AnyLaboratory, end: () => void): Activity {
  const { random, servers } = lab;
  for (let round = 0; round < ROUNDS; round++) {
    if (random.chance(0.2)) lab.cut(random.below(servers));
    if (random.chance(0.5)) {
      const server = random.below(servers);
      lab.restart(server);
      lab.join(server);
    }
    if (random.chance(0.2)) lab.crash(random.below(servers));
    yield { ms: ROUND_MS };
  }
  end();
}
