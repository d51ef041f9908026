/** Armies of the reader's generals, with a traitor among them. @module */

import { consistency, type General } from "hb/consensus/generals/general.ts";
import { eachToEach, instanceOf } from "hb/consensus/generals/instances.ts";
import { labelsOf } from "hb/consensus/generals/labels.ts";
import { stormOf } from "hb/consensus/generals/storms.ts";
import { lockstep, type Pace } from "hb/consensus/rounds/lockstep.ts";
import type { InRounds } from "hb/consensus/rounds/rounds.ts";
import { explored } from "hb/grade/explored.ts";
import type { Grading } from "hb/grade/part.ts";
import type { Kit } from "hb/kit/kit.ts";
import { amongLoyal, besideTraitors } from "hb/security/adversary/loyal.ts";
import type { Generals, NodeId, Relay } from "../given.ts";

const ORDERS = ["attack", "retreat"];

/** A general, as others see him, and what the reader's code remembers. */
interface Own extends General {
  order: string | null;
  obeys: string | null;
  own: unknown;
}

/** The reader's generals, in rounds. */
function inRounds(own: Generals): InRounds<Own, Relay> {
  const commander = 0;
  const lieutenants = (nodes: number) => Array.from({ length: nodes - 1 }, (_, i) => i + 1);
  return {
    rounds: 2,
    speakers: (round, nodes) => round === 1 ? [commander] : lieutenants(nodes),
    listeners: (_, nodes) => lieutenants(nodes),
    start(at) {
      const { self, peers } = at, order = self === commander ? ORDERS[at.choose(2)]! : null;
      const army = { generals: peers.length, self, commander, order };
      return { order, obeys: null, own: own.start(army) };
    },
    say: (s, round, to) => [...own.say(s.own, round as 1 | 2, to)],
    hear(s, round, told) {
      own.hear(s.own, round as 1 | 2, told);
      s.obeys = own.obeys(s.own);
    },
  };
}

/** Every order of events of small armies, and storms. */
export function armies(own: Generals, grading: Grading): void {
  const rounds = inRounds(own);
  const protocol = (chosen?: Partial<Pace>) => lockstep(rounds, chosen);
  const labels = besideTraitors(
    labelsOf<Own, Relay>(({ path, order }) => `${order} by ${path.join(".")}`),
  );
  const either = (path: readonly NodeId[]) => [
    ...ORDERS.map((order) => [{ path, order }]),
    [],
  ];
  const small = {
    states: 0,
    nodes: () => 4,
    protocol: () => protocol({ ends: "by counting" }),
  };
  const instances = [
    instanceOf<Own, Relay, unknown>({
      ...small,
      words:
        "four generals, whose commander tells each lieutenant to attack, to retreat, or nothing",
      lies: { 0: () => eachToEach(1, [1, 2, 3], either([0])) },
    }),
    instanceOf<Own, Relay, unknown>({
      ...small,
      words: "four generals, of whom lieutenant 1 says of himself and of others what he likes",
      lies: {
        1: () => [
          ...eachToEach(2, [2, 3], either([0, 1])),
          ...eachToEach(
            2,
            [2, 3],
            ORDERS.map((order) => [1, 2, 3].map((node) => ({ path: [0, node], order }))),
          ),
        ],
      },
    }),
  ];
  const invariants = amongLoyal<{ readonly inner: General }>(consistency) as never;
  for (const instance of instances) {
    grading.busyWith(() => instance.words);
    const system = { ...instance.system(), invariants };
    explored(system, { states: 4000, words: instance.words, labels }, grading);
  }
  const trouble = {
    leastNodes: 4,
    traitors: () => 1,
    protocol: () => protocol(),
    inRounds: () => rounds,
    lie: ({ path }: Relay, at: { choose(n: number): number }) => ({
      path,
      order: ORDERS[at.choose(2)]!,
    }),
  };
  const kit: Kit<never, never, never, never, unknown> = {
    name: "generals",
    words: "",
    labels,
    invariants,
    bugs: {},
    storms: {
      four: stormOf({ ...trouble, words: "one of four is a traitor, or none", nodes: 4 }),
      seven: stormOf({ ...trouble, words: "one of seven is a traitor, or none", nodes: 7 }),
    },
    instances: {},
  } as never;
  for (const storm of ["four", "seven"]) grading.storm(kit, { storm, seeds: 12, change: {} });
}
