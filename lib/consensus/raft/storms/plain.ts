/**
 * The plainest Raft in the weather of chapter 3 of the dissertation: servers crash, links break, messages are
 * late, lost and doubled. Few clients ask few things, so that what goes wrong is short to tell.
 *
 * @module
 */

import type { Storm } from "../../../kit/kit.ts";
import { listMachine } from "../../../replicated/state_machine/list.ts";
import { uniform } from "../../../sim/latency.ts";
import { weather } from "../../../sim/weather.ts";
import { raftBut, type RaftChange } from "../change.ts";
import { type Answer, bare } from "../../../replicated/requests.ts";
import type { Saved } from "../journal.ts";
import type { Message, Timer } from "../messages.ts";
import type { State } from "../state.ts";

/** When the last fault sets in, in ms. */
const TROUBLE_MS = 2000;
/** By then all must be well again, in ms. */
const PATIENCE_MS = 10_000;

/** Servers that crash and lose each other, without extensions of the protocol. */
export const plain: Storm<State<unknown[]>, Message, Timer, Saved, RaftChange> = {
  words: "plain Raft; crashes, partitions, and messages that are late, lost or doubled",
  nodes: 3,
  run: ({ nodes, random, change }) => ({
    scenario: {
      protocol: raftBut(change, {
        machine: listMachine,
        electionTimeoutMs: [100, 200],
        heartbeatMs: 40,
        preVote: false,
        checkQuorum: false,
        whenNotLeading: "forward",
      }),
      nodes,
      network: { latency: uniform(1, 40), loss: 0.05, duplication: 0.05 },
      faults: weather(random, nodes, {
        untilMs: TROUBLE_MS,
        faults: [2, 8],
        mix: { crash: 1, partition: 1 },
        spanMs: [1, 600],
      }),
      clients: {
        workload: ["a", "b"].map((client) =>
          [1, 2, 3].map((n) => ({ at: 200 * n, input: `${client}${n}` }))
        ),
        ask: bare,
        to: ({ client, attempt }) => (client + attempt) % nodes,
        timeoutMs: 300,
        retries: 30,
        outcome: (result) => (result as Answer).ok ? "ok" : "fail",
      },
    },
    drive(world) {
      world.run(TROUBLE_MS);
      world.requireProgress(
        PATIENCE_MS,
        "one server leads, and all have applied what it has",
        ({ states }) => {
          const leader = states.find((s) => s?.role === "leader");
          return leader !== undefined && !world.clientsBusy &&
            states.every((s) => s?.lastApplied === leader.lastApplied);
        },
      );
    },
  }),
};
