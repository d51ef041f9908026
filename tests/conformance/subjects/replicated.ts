/** What stands on a replicated state machine, whatever replicates it: a log, registers in a store, a lock service. */

import type { Answer } from "hb/replicated/requests.ts";
import { bare } from "hb/replicated/requests.ts";
import { inSession, OPEN } from "hb/replicated/client_sessions.ts";
import { keyValueMachine } from "hb/replicated/state_machine/key_value.ts";
import { listMachine } from "hb/replicated/state_machine/list.ts";
import {
  type LockAnswer,
  type LockCommand,
  lockMachine,
  type LockState,
} from "hb/replicated/state_machine/lock.ts";
import type { StateMachine } from "hb/replicated/state_machine.ts";
import type { LockService } from "../lock.ts";
import type { RegisterService } from "hb/laboratory/conformance/register.ts";
import type { LogService } from "hb/laboratory/conformance/replicated_log.ts";
import type { AnyProtocol, Service } from "hb/laboratory/conformance/service.ts";

/** A protocol that replicates a state machine. */
export interface Replication {
  readonly name: string;
  /** The protocol over a machine; `snapshotEvery` entries there is a snapshot, by default never. */
  protocol(machine: StateMachine, snapshotEvery?: number): AnyProtocol;
  /** Whether a server has put a snapshot in the place of the beginning of its log. */
  hasSnapshot(state: unknown): boolean;
  /** Whether clients have sessions; default true. */
  readonly sessions?: boolean;
}

/** A service: `command` turns what the family asks into a command, `answer` a result back. */
function service<I, O>(
  { name, sessions = true }: Replication,
  protocol: AnyProtocol,
  command: (input: I) => unknown,
  answer: (result: unknown, input: I) => O,
): Service<I, O> {
  return {
    name,
    nodes: 3,
    protocol,
    ...(sessions ? { first: OPEN } : {}),
    ask(input, which, { history }, clients) {
      if (!sessions) return bare(command(input));
      return inSession(clients, () => history)(input === OPEN ? OPEN : command(input), which);
    },
    answer: (result, input) => answer((result as { result: unknown }).result, input),
    outcome: (result) => (result as Answer).ok ? "ok" : "fail",
    clients: "wander",
    endures: ["crash", "partition", "pause", "clock"],
    duplicates: true,
  };
}

/** The log itself. */
export function logOver(replication: Replication, snapshotEvery?: number): LogService {
  const protocol = replication.protocol(listMachine as StateMachine, snapshotEvery);
  return {
    ...service<string, unknown>(replication, protocol, (input) => input, (result) => result),
    applied: (state) => (state as { readonly machine: string[] } | undefined)?.machine ?? [],
    hasSnapshot: (state) => state !== undefined && replication.hasSnapshot(state),
    withSnapshots: (every) => logOver(replication, every),
  };
}

/** The log of a protocol that asks for an order only where commands interfere: here, those with even numbers, and the others. */
export function logsOver(
  replication: Omit<Replication, "protocol"> & {
    protocol(machine: StateMachine, snapshotEvery: number | undefined, of: Part): AnyProtocol;
  },
  snapshotEvery?: number,
): LogService {
  const protocol = (machine: StateMachine, every?: number) =>
    replication.protocol(machine, every, (command) => partOf(command as string));
  return {
    ...logOver({ ...replication, protocol }, snapshotEvery),
    name: `${replication.name}, two sequences`,
    sequenceOf: partOf,
    withSnapshots: (every) => logsOver(replication, every),
  };
}

/** Which part of the state a command is about. */
export type Part = (command: unknown) => string;

function partOf(command: string): string {
  return Number(command.slice(1)) % 2 === 0 ? "even" : "odd";
}

/** Registers in a key–value store. A key that holds no text was never written. */
export function registerOver(replication: Replication): RegisterService {
  return {
    ...service(
      replication,
      replication.protocol(keyValueMachine as StateMachine),
      (input: Parameters<RegisterService["answer"]>[1]) =>
        input.type === "read"
          ? { type: "get", key: `${input.key}` }
          : { type: "put", key: `${input.key}`, value: `${input.value}` },
      (result, { type }) => type === "write" || result === "" ? null : Number(result),
    ),
    levels: ["linearizable"],
    answersAlone: () => false,
  };
}

/** A lock service, over another machine if one is given. */
export function lockOver(
  replication: Replication,
  machine: StateMachine<LockState, LockCommand, LockAnswer> = lockMachine,
  name?: string,
): LockService {
  const usual = service(
    replication,
    replication.protocol(machine as StateMachine),
    (input: LockCommand) => input,
    (result) => result as LockAnswer,
  );
  return { ...usual, name: name ?? usual.name };
}
