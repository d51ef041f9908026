/** The built-in models. @module */

import { abdSystem } from "hb/check/models/abd_register.ts";
import { alternatingBit } from "hb/check/models/alternating_bit.ts";
import { changRoberts } from "hb/check/models/chang_roberts.ts";
import { coffeeCan } from "hb/check/models/coffee_can.ts";
import { dieHard } from "hb/check/models/die_hard.ts";
import { ewd840 } from "hb/check/models/ewd840.ts";
import { increment } from "hb/check/models/increment.ts";
import { lamportMutex } from "hb/check/models/lamport_mutex.ts";
import { paxosSystem } from "hb/check/models/paxos.ts";
import { paxosCommit } from "hb/check/models/paxos_commit.ts";
import { paxosRegisterSystem } from "hb/check/models/paxos_register.ts";
import { pingPongSystem } from "hb/check/models/ping_pong.ts";
import { singleCopySystem } from "hb/check/models/single_copy.ts";
import { transactionCommit } from "hb/check/models/transaction_commit.ts";
import { twoPhase } from "hb/check/models/two_phase.ts";
import { voting } from "hb/check/models/voting.ts";
import { type Model, type NumberParameter, plain, protocol } from "./model.ts";

const number = (words: string, least: number, most: number, standard: number): NumberParameter => ({
  words,
  least,
  most,
  standard,
});

const clients = number("clients, each of which writes and then reads", 1, 4, 2);

/** What the values of a model are called. */
function values(count: number): string[] {
  return Array.from({ length: count }, (_, value) => `v${value + 1}`);
}

const systems: readonly (readonly [string, Model])[] = [
  ["die-hard", plain("four gallons from jugs of five and three", {}, () => dieHard)],
  [
    "coffee-can",
    plain(
      "beans are taken in pairs, and one is put back",
      { beans: number("beans at most", 1, 500, 100) },
      (of) => coffeeCan(of.number("beans")),
    ),
  ],
  [
    "increment",
    plain(
      "threads that increment a counter without a lock",
      { threads: number("threads", 1, 6, 2) },
      (of) => increment(of.number("threads")),
      true,
    ),
  ],
  [
    "alternating-bit",
    plain(
      "messages over a line that loses",
      { queue: number("messages on the way at most", 1, 8, 2) },
      (of) => alternatingBit(of.number("queue")),
    ),
  ],
  [
    "two-phase",
    plain(
      "two-phase commit",
      { nodes: number("resource managers", 1, 12, 3) },
      (of) => twoPhase(of.number("nodes")),
      true,
    ),
  ],
  [
    "transaction-commit",
    plain(
      "what any commit protocol does",
      { nodes: number("resource managers", 1, 8, 3) },
      (of) => transactionCommit(of.number("nodes")),
    ),
  ],
  [
    "ewd840",
    plain(
      "termination detection on a ring",
      { nodes: number("nodes", 2, 8, 3) },
      (of) => ewd840(of.number("nodes")),
    ),
  ],
  [
    "chang-roberts",
    plain(
      "leader election on a ring",
      { nodes: number("nodes", 1, 7, 3) },
      (of) => changRoberts(Array.from({ length: of.number("nodes") }, (_, id) => id + 1)),
    ),
  ],
  [
    "lamport-mutex",
    plain(
      "mutual exclusion by logical clocks",
      { nodes: number("processes", 2, 4, 2), clock: number("clocks go to", 1, 8, 5) },
      (of) => lamportMutex(of.number("nodes"), of.number("clock")),
    ),
  ],
  [
    "voting",
    plain(
      "consensus where votes are seen",
      { values: number("values", 1, 3, 2), ballots: number("ballots", 1, 4, 2) },
      (of) => voting(values(of.number("values")), of.number("ballots")),
    ),
  ],
  [
    "tla-paxos",
    plain(
      "single-decree Paxos, messages never consumed",
      { values: number("values", 1, 3, 2), ballots: number("ballots", 1, 3, 2) },
      (of) => paxosSystem(values(of.number("values")), of.number("ballots")),
    ),
  ],
  [
    "paxos-commit",
    plain(
      "Paxos Commit: a Paxos for each resource manager",
      {
        nodes: number("resource managers", 1, 3, 1),
        ballots: number("ballots", 1, 3, 2),
      },
      (of) => paxosCommit(of.number("nodes"), of.number("ballots")),
    ),
  ],
];

const protocols: readonly (readonly [string, Model])[] = [
  [
    "ping-pong",
    protocol(
      "two nodes that count together",
      {
        most: number("they count to", 1, 20, 5),
        network: {
          choices: ["duplicating", "unordered", "ordered"],
          standard: "duplicating",
          words: "what the network does to messages",
        },
        lossy: { choices: ["no", "yes"], standard: "no", words: "whether messages may be lost" },
      },
      (of) =>
        pingPongSystem(of.number("most"), {
          network: of.choice("network") as "duplicating",
          lossy: of.choice("lossy") === "yes",
        }),
    ),
  ],
  [
    "single-copy",
    protocol(
      "a register that each server keeps for itself",
      { clients, nodes: number("servers", 1, 3, 1) },
      (of) => singleCopySystem(of.number("clients"), of.number("nodes")),
    ),
  ],
  [
    "abd",
    protocol(
      "a register held by majorities",
      { clients, nodes: number("servers", 1, 5, 2) },
      (of) => abdSystem(of.number("clients"), of.number("nodes")),
    ),
  ],
  [
    "paxos-register",
    protocol(
      "a register that Paxos writes once",
      { clients, nodes: number("servers", 1, 5, 3) },
      (of) => paxosRegisterSystem(of.number("clients"), of.number("nodes")),
    ),
  ],
];

/** The models by name: first transition systems, then protocols. */
export const models: ReadonlyMap<string, Model> = new Map([...systems, ...protocols]);
