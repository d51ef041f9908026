/** The replicated state machine, with the lease configuration beside it: it changes as commands do, by the log. @module */

import type { Frozen } from "../../replicated/paging.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import type { KeyRange } from "../keys.ts";
import type { Configuration } from "./configuration.ts";

/** What stands in the log besides the clients' commands. */
export type LeaseCommand =
  /** From now on these hold leases. Its result is the number of the configuration. */
  | { readonly type: "lease configuration"; readonly ranges: readonly KeyRange[] }
  /** A read that nobody could answer without the log. */
  | { readonly type: "read in the log"; readonly command: unknown };

/** The state of a machine, and who holds leases. */
export interface Leased<D = unknown> {
  /** The configuration that the executed slots have led to. */
  configuration: Configuration;
  /** The state of the machine. */
  readonly inner: D;
}

/** Whether a command is one of ours; undefined when it is a client's. */
export function leaseCommand(command: unknown): LeaseCommand | undefined {
  const { type } = Object(command) as { readonly type?: unknown };
  return type === "lease configuration" || type === "read in the log"
    ? command as LeaseCommand
    : undefined;
}

/** A machine that knows the lease configuration; these hold leases at first. */
export function withLeases(machine: StateMachine, ranges: Configuration["ranges"]): StateMachine {
  const { paging } = machine;
  const leased: StateMachine<Leased> = {
    init: () => ({ configuration: { number: 0, ranges }, inner: machine.init() }),
    apply(state, command) {
      const own = leaseCommand(command);
      if (own === undefined) return machine.apply(state.inner, command);
      if (own.type === "read in the log") return machine.apply(state.inner, own.command);
      const number = state.configuration.number + 1;
      state.configuration = { number, ranges: own.ranges };
      return number;
    },
    reads: (command) =>
      leaseCommand(command)?.type === "read in the log" || (machine.reads?.(command) ?? false),
    grows: (command) =>
      leaseCommand(command) === undefined &&
      (machine.grows?.(command) ?? !(machine.reads?.(command) ?? false)),
    ...(paging === undefined ? {} : {
      paging: {
        freeze({ configuration, inner }): Frozen {
          const frozen = paging.freeze(inner);
          return { ...frozen, pages: [configuration, ...frozen.pages] };
        },
        thaw({ pages: [configuration, ...pages], ...frozen }): Leased {
          return {
            configuration: configuration as Configuration,
            inner: paging.thaw({ ...frozen, pages }),
          };
        },
      },
    }),
  };
  return leased as StateMachine;
}
