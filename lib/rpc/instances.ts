/** Small banks for the explorer: one or two users, one or two deposits each. @module */

import type { NetworkKind, ProtocolSystem } from "../check/explore/protocol_system.ts";
import { changed } from "../kit/change.ts";
import type { Instance } from "../kit/kit.ts";
import { type CallProtocol, type Message, SERVER, type State, type Timer } from "./call.ts";
import { type CallChange, users } from "./storms.ts";

/** A bank that can be explored to the end. */
export type CallInstance = Instance<State, Message, Timer, State, CallChange>;

/** What may happen in it. */
export interface Bounds {
  /** In a few words. */
  readonly words: string;
  /** How many states there are. */
  readonly states: number;
  /** How many users; default 1. */
  readonly users?: number;
  /** How many deposits each makes; default 1. */
  readonly deposits?: number;
  /** Default "duplicating", in which a message may also never arrive. */
  readonly network?: NetworkKind;
  /** Whether messages may be lost; default false. */
  readonly lossy?: boolean;
  /** How often nodes may crash; default 0. */
  readonly crashes?: number;
  /** Whether users may give up; default false. */
  readonly givesUp?: boolean;
  /** Whether every call must end; default false. */
  readonly ends?: boolean;
  /** How often a call may be executed; states with more are not looked at. Default: as often as it is. */
  readonly executions?: number;
}

/** A small bank around a protocol. */
export function instanceOf(protocol: CallProtocol, bounds: Bounds): CallInstance {
  const { words, states } = bounds;
  return { words, states, system: (change) => systemOf(changed(protocol, change), bounds) };
}

function systemOf(
  protocol: CallProtocol,
  bounds: Bounds,
): ProtocolSystem<State, Message, Timer, State> {
  const { network = "duplicating", lossy = false, crashes = 0, executions } = bounds;
  const { users: count = 1, deposits = 1, givesUp = false, ends = false } = bounds;
  const { workload, ask, to, link } = users(count, deposits);
  const clients = { workload, ask, to: to!, link: link! };
  return {
    name: "bank",
    protocol,
    nodes: count + 1,
    network,
    lossy,
    crashes,
    clients: givesUp ? { ...clients, timeoutMs: 1 } : clients,
    ...(executions === undefined ? {} : {
      boundary: ({ states }) => (states[SERVER]?.ledger.length ?? 0) <= executions,
    }),
    ...(ends
      ? {
        leadsTo: {
          progress: { to: ({ history }) => history.every(({ outcome }) => outcome === "ok") },
        },
      }
      : {}),
  };
}
