/**
 * Small systems in which coordinators crash for good and others take over, made so small that every order of events can
 * be explored. What spares states and loses nothing:
 *
 * - Who crashes does not come back, so what it has saved is not looked at any more, and nobody saves. A crash between
 *   saving and sending is one before the step.
 * - In a higher ballot nobody writes to the first coordinator, which is gone by then (see below).
 * - Nobody asks twice for what cannot be lost.
 *
 * What is not looked at, and loses something; storms look at that:
 *
 * - An instance is taken over only when all that may crash have: nobody is suspected wrongly.
 * - Each instance is taken over by whom the system names, once; others wait.
 * - A coordinator goes on without a reply only when somebody is gone.
 *
 * @module
 */

import type { Instance } from "../../../kit/kit.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { bare } from "../../../replicated/requests.ts";
import { listMachine } from "../../../replicated/state_machine/list.ts";
import { type Change, protocolWith } from "../bugs.ts";
import { invariants } from "../invariants.ts";
import type { Saved } from "../journal.ts";
import type { Message, Timer } from "../messages.ts";
import type { Options } from "../settings.ts";
import type { State } from "../state.ts";
import { isQuiet } from "./quiet.ts";
import {
  type Hasty,
  type Recovers,
  type Replica,
  taking,
  whereHandlers,
  without,
} from "./patient.ts";

/** What is not the same in all of them. */
export interface Small {
  /** What may happen. */
  readonly words: string;
  /** How many states there are. */
  readonly states?: number;
  /** How many steps are looked at; default: all. */
  readonly depth?: number;
  /** How many replicas there are. */
  readonly nodes: number;
  /** Which of them are asked for a command, each for one; all commands interfere. */
  readonly asked: readonly NodeId[];
  /** Which of them crash for good, at any time. */
  readonly gone: readonly NodeId[];
  /** Who takes which instances over, by their labels. */
  readonly recovers: Recovers;
  /** In how many rounds an instance may be taken over; default 1. */
  readonly rounds?: number;
  /** Whether it is asked, too, that all comes to an end; default false. That takes three times as long. */
  readonly ends?: boolean;
  /** Other settings. */
  readonly options?: Partial<Options>;
  /** Whether that takes long; default false. */
  readonly nightly?: boolean;
}

/** The system. */
export function whereSomeAreGone(small: Small): Instance<State, Message, Timer, Saved, Change> {
  const {
    words,
    states,
    depth,
    nodes,
    asked,
    gone,
    recovers,
    rounds = 1,
    options,
    ends = false,
    nightly = false,
  } = small;
  return {
    words,
    ...(states === undefined ? {} : { states }),
    ...(depth === undefined ? {} : { depth }),
    nightly,
    system: (change) => ({
      name: "epaxos",
      protocol: toTheLiving(
        taking(
          protocolWith(change, {
            machine: listMachine as Options["machine"],
            // There is no time, and so nothing to choose.
            recoverMs: [1, 1],
            statusMs: Infinity,
            ...options,
            rules: { ...options?.rules, saves: () => null },
          }),
          recovers,
          rounds,
        ),
      ),
      nodes,
      clients: {
        workload: asked.map((_, i) => [{ input: "abc"[i] }]),
        ask: bare,
        to: ({ client }) => asked[client]!,
        link: "local",
      },
      history: false,
      crashes: gone.length,
      restarts: false,
      invariants,
      sometimes: gone.length === 0 ? {} : {
        "what is taken over is executed": ({ states }) =>
          gone.some((replica) =>
            states.some((s) =>
              s !== undefined && s.executed.has(`${replica}.1`) &&
              s.rows[replica]!.get(1)!.promised.round > 0
            )
          ),
      },
      ...(ends
        ? {
          leadsTo: { "all that anybody has heard of is executed": { to: (all) => isQuiet(all) } },
        }
        : {}),
      boundary: ({ states }) =>
        states.every((s, node) =>
          s === undefined
            ? gone.includes(node)
            : (!(s as Hasty).hasty || states.includes(undefined)) &&
              (!takesOver(s) || gone.every((other) => states[other] === undefined))
        ),
    }),
  };
}

/** Whether a replica has heard that an instance is taken over. */
function takesOver({ rows }: Readonly<State>): boolean {
  return rows.some((row) => [...row.values()].some(({ promised }) => promised.round > 0));
}

/** The same protocol, where nobody writes to a coordinator that is gone. */
function toTheLiving(protocol: Replica): Replica {
  const isFutile = (to: NodeId, message: Message) =>
    "ballot" in message && message.ballot.round > 0 && message.id.replica === to;
  return whereHandlers(
    protocol,
    (handle) => (s, event, io) => handle(s, event, without(io, isFutile)),
  );
}
