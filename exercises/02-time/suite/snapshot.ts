import text from "./snapshot.md" with { type: "text" };
import { exploreProtocol } from "hb/check/explore/protocol.ts";
import { replay } from "hb/check/explore/replay.ts";
import { type Grading, task, toTheEnd } from "hb/grade/part.ts";
import type { Clients } from "hb/model/clients.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Answers } from "../answers.ts";
import type { Bank, Banker, BankMessage } from "../events.ts";
import { type Gift, isBegin, rulesOf } from "./bank_rules.ts";
import { born, oneByOne, pays, staysSmall } from "./bank_steps.ts";

export const snapshot = task<Answers>(text, ({ snapshot }, grading) => {
  born(snapshot, grading);
  pays(snapshot, grading);
  explored(snapshot, grading);
  oneByOne(snapshot, grading);
  staysSmall(snapshot, grading);
  for (const banks of [2, 3, 5]) stormy(snapshot, banks, grading);
});

/** Everybody's clients sit at their banks. */
function clientsOf(
  banks: number,
  workload: Clients<BankMessage>["workload"],
): Clients<BankMessage> {
  return {
    workload,
    ask: (input) => isBegin(input) ? { type: "begin" } : { type: "give", ...input as Gift },
    to: ({ client }) => client % banks,
    think: uniform(1, 30),
    link: "local",
  };
}

/** Two banks, and every order of a few payments and two snapshots; the shortest way to what is wrong. */
function explored(protocol: Bank, grading: Grading): void {
  const gifts = [{ amount: 1, to: 1 }, { amount: 2, to: 0 }];
  const workload = [...gifts, { begin: 0 }, { begin: 1 }].map((input) => [{ input }]);
  const system = {
    name: "banks",
    protocol,
    nodes: 2,
    network: "ordered",
    clients: clientsOf(2, workload),
    invariants: rulesOf([[gifts[0]!], [gifts[1]!]]),
  } as const;
  const [finding] = exploreProtocol<Banker, BankMessage>(system, { maxStates: 20_000 }).findings;
  if (finding === undefined) return;
  const { scenario, ms } = replay<Banker, BankMessage, never, never>(system, finding);
  // The same again in the simulator, where it can be drawn.
  grading.sweep<Banker, BankMessage>({ ...scenario, invariants: system.invariants }, {
    seeds: 1,
    drive: (world) => void world.run(ms),
  });
}

/** Banks that pay a lot, over links that are slow and keep their order; somebody begins, or all do. */
function stormy(protocol: Bank, banks: number, grading: Grading): void {
  // No two payments are alike, so that it can be seen which of them has arrived.
  const gifts = Array.from(
    { length: banks },
    (_, bank) =>
      Array.from({ length: 6 }, (_, nth): Gift => ({
        amount: 1 + nth * banks + bank,
        to: (bank + 1 + (nth % (banks - 1))) % banks,
      })),
  );
  const payers = gifts.map((some) => some.map((input) => ({ input })));
  // Later than all others, and answered at once, if all is well.
  const late = gifts.map((_, bank) => [{ input: { begin: bank }, at: 400 }]);
  for (const early of [1, banks]) {
    const beginners = gifts.slice(0, early).map((
      _,
      bank,
    ) => [{ input: { begin: bank }, at: 20 + 7 * bank }]);
    const waiting = gifts.slice(early).map(() => []);
    grading.sweep<Banker, BankMessage>({
      protocol,
      nodes: banks,
      network: { latency: uniform(1, 60), order: "fifo" },
      clients: clientsOf(banks, [...payers, ...beginners, ...waiting, ...late]),
      invariants: rulesOf(gifts),
    }, {
      seeds: 40,
      drive: toTheEnd(
        420,
        [200, "every client is answered", (world) => !world.clientsBusy],
      ),
    });
  }
}
