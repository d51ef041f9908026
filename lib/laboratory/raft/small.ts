/**
 * Small instances of Raft for the explorer: who may stand in which term is bounded, so that there is an
 * end to it. There are no heartbeats: a leader sends when there is something to send.
 *
 * @module
 */

import type { ProtocolSystem } from "../../check/explore/protocol.ts";
import { bare } from "../../consensus/raft/client.ts";
import { momentInvariants } from "../../consensus/raft/invariants/moments.ts";
import type { Saved } from "../../consensus/raft/journal.ts";
import { lastPosition } from "../../consensus/raft/log.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import type { Message, Request, Timer } from "../../consensus/raft/messages.ts";
import { raft } from "../../consensus/raft/raft.ts";
import { type Rules, rules } from "../../consensus/raft/rules.ts";
import type { Options } from "../../consensus/raft/settings.ts";
import type { State } from "../../consensus/raft/state.ts";
import type { NodeId } from "../../model/protocol.ts";
import { startingFrom } from "./beginning.ts";

/** A Raft to explore. */
export type RaftSystem = ProtocolSystem<State<unknown[]>, Message, Timer, Saved>;

/** A small instance. */
export interface Instance {
  /** How many servers; default 3. */
  readonly nodes?: number;
  /** Whether this server may stand, being in this term. */
  stands(node: NodeId, term: number): boolean;
  /** How often servers may crash; default 0. */
  readonly crashes?: number;
  /** What is asked of server 0: commands, and changes of membership. */
  readonly asks?: readonly (string | Request)[];
  /** What the servers had saved before. */
  readonly saved?: readonly (readonly Saved[])[];
  /** What is set besides. */
  readonly options?: Omit<Options, "machine" | "rules">;
  /** What is done wrong; default: nothing. */
  readonly change?: Partial<Rules>;
}

const list: StateMachine<unknown[]> = {
  init: () => [],
  apply: (commands, command) => commands.push(command),
};

/**
 * An instance as a system to explore.
 *
 * @example All orders of one election, in which two servers stand
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { exploreProtocol } from "hb/check/explore/protocol.ts";
 * import { smallRaft } from "hb/laboratory/raft/small.ts";
 *
 * const system = smallRaft({ stands: (node, term) => node < 2 && term < 1 });
 * assertEquals(exploreProtocol(system).verdict, "ok");
 * ```
 */
export function smallRaft(instance: Instance): RaftSystem {
  const { nodes = 3, crashes = 0, asks, saved, options = {}, change = {} } = instance;
  const all = { ...rules, ...change };
  const mayStand: Rules["mayStand"] = (s, self) =>
    instance.stands(self, s.term) && all.mayStand(s, self);
  const protocol = raft<unknown[], unknown, unknown>({
    machine: list,
    electionTimeoutMs: [2, 2],
    heartbeatMs: 1,
    preVote: false,
    checkQuorum: false,
    ...options,
    rules: { ...all, mayStand },
  });
  return {
    name: "Raft",
    nodes,
    crashes,
    protocol: {
      ...protocol,
      start: startingFrom(protocol, saved),
      after: { ...protocol.after!, heartbeat() {} },
    },
    invariants: momentInvariants(),
    sometimes: {
      "a leader commits in the greatest term": ({ states }) =>
        states.some((s) =>
          s?.role === "leader" && s.commitIndex > 0 && lastPosition(s.log).term === s.term &&
          states.every((other) => (other?.term ?? 0) <= s.term)
        ),
    },
    ...(asks === undefined ? {} : {
      clients: {
        workload: [asks.map((input) => ({ input }))],
        ask: (input): Message => typeof input === "string" ? bare(input) : input as Request,
        to: () => 0,
        link: "local",
      },
      history: false,
    }),
  };
}
