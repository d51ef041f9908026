/** Primary and backups as services of registers, and what each mode promises. @module */

import type { LevelName } from "../../../check/levels.ts";
import type { Tagged } from "../../../model/protocol.ts";
import { inSession, OPEN } from "../../../replicated/client_sessions.ts";
import type { Answer } from "../../../replicated/requests.ts";
import type { StateMachine } from "../../../replicated/state_machine.ts";
import { primaryBackup } from "../../../replication/primary_backup/primary_backup.ts";
import type { Rules } from "../../../replication/primary_backup/rules.ts";
import type { Settings } from "../../../replication/primary_backup/settings.ts";
import { primaryBackupUnderMasters } from "../../../replication/primary_backup/under_masters.ts";
import {
  type Ask,
  perform,
  type Registers,
  type Value,
} from "../../../replication/register/register.ts";
import type { AnyProtocol, Service } from "../../conformance/service.ts";

/** Registers as a state machine. */
export const registersMachine: StateMachine = {
  init: () => new Map(),
  apply: (registers, ask) => perform(registers as Registers, ask as Ask),
  reads: (ask) => (ask as Ask).type === "read",
};

/** A mode as a service, and the levels that it promises to clients who go from node to node. */
export interface PrimaryBackupRegisters {
  /** How it is asked. */
  readonly service: Service<Ask, Value>;
  /** What it promises; what follows from it is left out. */
  readonly promises: readonly LevelName[];
  /** A level that it does not keep: a search finds a run that breaks it. */
  readonly breaks: readonly LevelName[];
}

function serviceOf(name: string, nodes: number, protocol: unknown): Service<Ask, Value> {
  return {
    name,
    nodes,
    protocol: protocol as AnyProtocol,
    first: OPEN,
    ask: (input, which, seen, clients): Tagged =>
      inSession(clients, () => seen.history)(input, which),
    answer: (result) => (result as Answer & { ok: true }).result as Value,
    outcome: (result) => (result as Answer).ok ? "ok" : "fail",
    clients: "wander",
    endures: ["crash", "partition", "pause", "clock", "slow", "late"],
    duplicates: true,
  };
}

/** Servers that save what they do, and a view service at node 0, with other settings than the usual ones. */
export function primaryBackupService(
  name: string,
  settings: Partial<Settings> = {},
  rules: Partial<Rules> = {},
): Service<Ask, Value> {
  const all = { machine: registersMachine, durable: true, backups: 2, ...settings };
  return serviceOf(name, 2 + all.backups, primaryBackup(all, rules));
}

/** Every backup has an operation before it is answered. */
export const synchronous: PrimaryBackupRegisters = {
  service: primaryBackupService("primary-backup"),
  promises: ["linearizable"],
  breaks: [],
};

/** The same, and reads are answered when the backups have confirmed who is primary. */
export const confirmedReads: PrimaryBackupRegisters = {
  service: primaryBackupService("primary-backup, confirmed reads", { reads: "confirmed" }),
  promises: ["linearizable"],
  breaks: [],
};

/** One of three backups has an operation before it is answered. */
export const semiSynchronous: PrimaryBackupRegisters = {
  service: primaryBackupService("primary-backup, semi-synchronous", {
    backups: 3,
    acknowledgements: 1,
  }),
  promises: ["linearizable"],
  breaks: [],
};

/** The view service is a group of three masters. */
export const underMasters: PrimaryBackupRegisters = {
  service: serviceOf(
    "primary-backup, masters",
    6,
    primaryBackupUnderMasters(
      { machine: registersMachine, durable: true, backups: 2 },
      { masters: 3 },
    ),
  ),
  promises: ["linearizable"],
  breaks: [],
};

/** No backup need have what is answered. It promises nothing that a failover could not take back. */
export const asynchronous: PrimaryBackupRegisters = {
  service: primaryBackupService("primary-backup, asynchronous", { acknowledgements: 0 }),
  promises: [],
  breaks: ["linearizable"],
};

/** All of them. */
export const allPrimaryBackups: readonly PrimaryBackupRegisters[] = [
  synchronous,
  confirmedReads,
  semiSynchronous,
  underMasters,
  asynchronous,
];
