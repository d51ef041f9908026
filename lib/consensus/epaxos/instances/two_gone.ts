/**
 * Five replicas, of which two ask for commands that interfere, and crash as soon as they have. What they have written
 * arrives with the others whenever it likes, or never; two of those take over, each one of the two instances, at once.
 * All orders of that are explored. A replica that crashes for good is like one that never says anything again, and so it
 * stays up here, and hears nothing: nothing of it changes any more.
 *
 * @module
 */

import type { Instance } from "../../../kit/kit.ts";
import { bare } from "../../../replicated/requests.ts";
import { listMachine } from "../../../replicated/state_machine/list.ts";
import { type Change, protocolWith } from "../bugs.ts";
import { invariants } from "../invariants.ts";
import type { Saved } from "../journal.ts";
import type { Message, Timer } from "../messages.ts";
import { usualSizes } from "../quorums.ts";
import type { Options } from "../settings.ts";
import type { State } from "../state.ts";
import { fastDecisions } from "./fast_decisions.ts";
import { isQuiet } from "./quiet.ts";
import { type Recovers, type Replica, taking, whereHandlers, without } from "./patient.ts";

const NODES = 5, GONE = [0, 1];

/** What is not the same in all of them. */
export interface TwoGone {
  /** What may happen. */
  readonly words: string;
  /** How many states there are. */
  readonly states?: number;
  /** How many steps are looked at; default: all. */
  readonly depth?: number;
  /** Who takes which instances over, by their labels. */
  readonly recovers: Recovers;
  /** Whom what the two have asked for may reach; default: all others. */
  readonly reaches?: readonly (readonly number[])[];
  /** How often each instance may be taken over; default once by each. */
  readonly rounds?: number;
  /** Whether that takes long; default false. */
  readonly nightly?: boolean;
}

/** The system. */
export function whereTwoAreGone(
  { words, states, depth, recovers, reaches, rounds = 1, nightly = false }: TwoGone,
): Instance<State, Message, Timer, Saved, Change> {
  return {
    words,
    ...(states === undefined ? {} : { states }),
    ...(depth === undefined ? {} : { depth }),
    nightly,
    system: (change) => ({
      name: "epaxos",
      protocol: goneAtBirth(
        taking(
          protocolWith(change, {
            machine: listMachine as Options["machine"],
            recoverMs: [1, 1],
            statusMs: Infinity,
            rules: { saves: () => null },
          }),
          recovers,
          rounds,
        ),
        reaches ?? [],
        recovers,
      ),
      nodes: NODES,
      restarts: false,
      invariants: [...invariants, fastDecisions(usualSizes(NODES))],
      ...(depth === undefined
        ? {
          leadsTo: {
            "all that anybody has heard of is executed": { to: (all) => isQuiet(all, GONE.length) },
          },
        }
        : {}),
    }),
  };
}

/** The same protocol, where those who are gone ask once, and hear nothing. */
function goneAtBirth(
  protocol: Replica,
  reaches: readonly (readonly number[])[],
  recovers: Recovers,
): Replica {
  // Who takes nothing over need not know who waits: it would note that, and never look.
  const isFutile = (to: number, { type }: Message) =>
    GONE.includes(to) || type === "waiting" && recovers[to] === undefined;
  const told = whereHandlers(protocol, (handle) => (s, event, io) => {
    if (!GONE.includes(io.self)) handle(s, event, without(io, isFutile));
  });
  return {
    ...told,
    start(io, journal) {
      const s = protocol.start(io, journal);
      if (!GONE.includes(io.self)) return s;
      const reached = reaches[io.self];
      const own = without(io, (to) => GONE.includes(to) || !(reached?.includes(to) ?? true));
      const request = bare("ab"[io.self]);
      protocol.upon.request(s, { ...request, from: NODES } as never, own);
      return s;
    },
  };
}
