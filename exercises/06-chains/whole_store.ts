/**
 * What part 9 is about: a whole store, over a chain of servers whose masters are given. There is nothing
 * to fill in here.
 *
 * @module
 */

import type { Attendance } from "hb/replication/master/attendance.ts";
import type { Any, NodeId } from "./given.ts";
import type { Chain } from "./chain_parts.ts";
import type { Command } from "./objects.ts";

export type { Io, Tagged } from "hb/model/protocol.ts";
export type { Attendance };

/**
 * What a client asks of any node; a master hands it to a server, as if the client had asked that. The sender, `message.from`, is where the answer goes. If there is none
 * for a while, it asks another node, with the same `id`. It asks for one thing at a time.
 */
export interface Asked {
  readonly type: "request";
  readonly id: {
    readonly client: number;
    /** Counts its requests, from 0. */
    readonly sequence: number;
  };
  readonly command: Command;
}

/** What it is answered, by `io.answer`. */
export interface Told {
  readonly result: string | null;
}

/** What is chosen, and what is given. All nodes know it. */
export interface ChainOptions {
  /** The first chain. Nodes that are not in it, and are no masters, are beside it. */
  readonly first: readonly NodeId[];
  /** After how many ms a server sends again what may have been lost; Infinity: nothing gets lost, and no timer is set. */
  readonly resendMs: number;
  /** Says to all masters that this server is there, with its report and its epoch; the number of that beat. */
  beat(s: Any, io: Any): number;
}

/**
 * Servers that run. The masters run beside them, at other nodes; what is between servers and masters is
 * given, and stands in the attendance of the server, which is a part of its state under that name:
 * `attendance.configuration` is the newest chain that it has heard of, `attendance.confirmed` the number of the
 * last beat of this life that a majority of the masters has confirmed: they knew of no later chain then.
 * (`attendance.life` counts how often it has started.) Beats are also sent now and then without your doing.
 *
 * The masters take a server for failed of which they hear nothing; and while the chain has fewer servers
 * than the first one, they let one that is beside it join, and let it become the tail when a beat from
 * the present epoch reports that it is whole.
 */
export interface RunningChain {
  /** A server starts. `journal` is what it has saved in earlier lives by `io.save`, in order; the chain may be an old one. */
  start(attendance: Attendance<Chain>, io: Any, journal: readonly Any[]): Any;
  /** At least `request`; and whatever your servers say to each other. */
  readonly upon: Readonly<Record<string, (s: Any, message: Any, io: Any) => void>>;
  readonly after: Readonly<Record<string, (s: Any, timer: Any, io: Any) => void>>;
  /** There is a newer chain: `attendance` has it already. */
  configured(s: Any, before: Chain, io: Any): void;
  /** A beat has been confirmed: `attendance` says which. */
  confirmed(s: Any, io: Any): void;
  /** What goes into beats. */
  report(s: Any): { readonly whole: boolean };
}

/** Part 9. A store. */
export interface ChainStore {
  protocol(options: ChainOptions): RunningChain;
}
