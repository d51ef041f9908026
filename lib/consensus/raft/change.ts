/** A Raft in which something is done otherwise: rules replaced, timers ignored, settings forced. @module */

import type { Protocol } from "../../model/protocol.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { raft } from "./raft.ts";
import { type Rules, rules } from "./rules.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";

/** A Raft over whatever state machine. */
export type RaftProtocol<D = unknown> = Protocol<State<D>, Message, Timer, Saved>;

/** What is done otherwise. A bug changes one thing. */
export interface RaftChange {
  /** Rules that are replaced. */
  readonly rules?: Partial<Rules>;
  /** Timers after which nothing is done. */
  readonly idle?: readonly Timer["type"][];
  /** Settings that are forced, whatever is set besides. */
  readonly options?: Omit<Options, "machine" | "rules">;
}

/** Raft with these options, but for the change. */
export function raftBut<D, C, R>(
  change: RaftChange | undefined,
  options: Options<D, C, R>,
): RaftProtocol<D> {
  const { rules: replaced, idle = [], options: forced } = change ?? {};
  const protocol = raft({
    ...options,
    ...forced,
    rules: { ...rules, ...options.rules, ...replaced },
  });
  const nothing = Object.fromEntries(idle.map((timer) => [timer, () => {}]));
  return { ...protocol, after: { ...protocol.after!, ...nothing } };
}
