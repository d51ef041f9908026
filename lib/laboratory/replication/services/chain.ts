/** Chains as services of registers, and what each way to read promises. @module */

import type { LevelName } from "../../../check/levels.ts";
import { chain } from "../../../replication/chain/chain.ts";
import type { Rules } from "../../../replication/chain/rules.ts";
import type { ChainObjects, Settings } from "../../../replication/chain/settings.ts";
import {
  type Ask,
  perform,
  type Registers,
  type Value,
} from "../../../replication/register/register.ts";
import type { Answer } from "../../../replicated/requests.ts";
import type { StateMachine } from "../../../replicated/state_machine.ts";
import type { AnyProtocol, Service } from "../../conformance/service.ts";

/** Registers as the objects of a chain. */
export const registerObjects: ChainObjects = {
  machine: {
    init: () => new Map(),
    apply: (registers, ask) => perform(registers as Registers, ask as Ask),
    reads: (ask) => (ask as Ask).type === "read",
  } satisfies StateMachine,
  keyOf: (ask) => String((ask as Ask).key),
};

/** A chain as a service, and the levels that it promises to clients who stay with one node. */
export interface ChainRegisters {
  /** How it is asked. */
  readonly service: Service<Ask, Value>;
  /** What it promises; what follows from it is left out. */
  readonly promises: readonly LevelName[];
  /** Levels that it does not promise, the weakest that it breaks: a search finds a run that breaks each. */
  readonly breaks: readonly LevelName[];
}

/** A chain of three, a server beside it and one master, with other settings than the usual ones. */
export function chainService(
  name: string,
  settings: Partial<Settings> = {},
  rules: Partial<Rules> = {},
): Service<Ask, Value> {
  const all = { chain: [1, 2, 3], objects: registerObjects, ...settings };
  return {
    name,
    nodes: (settings.masters ?? 1) + 4,
    protocol: chain(all, rules) as unknown as AnyProtocol,
    ask: (command, { client, sequence }) => ({
      type: "request",
      id: { client, sequence },
      command,
    } as never),
    answer: (result) => (result as Answer & { ok: true }).result as Value,
    clients: "wander",
    endures: ["crash", "partition", "pause", "clock", "slow", "late"],
    duplicates: true,
  };
}

/** The tail answers, when a majority of the masters has confirmed that it still is the tail. */
export const chainRegisters: ChainRegisters = {
  service: chainService("chain"),
  promises: ["linearizable"],
  breaks: [],
};

/** The tail answers under a lease, which a clock that jumps would break. */
export const chainWithLeases: ChainRegisters = {
  service: {
    ...chainService("chain, leases", {
      masters: 3,
      chain: [3, 4, 5],
      counting: "lease",
      leaseMs: 150,
      drift: 0.1,
    }),
    endures: ["crash", "partition", "pause", "slow", "late", "drift"],
  },
  promises: ["linearizable"],
  breaks: [],
};

/** Any server answers, of what is dirty the version that the tail names. */
export const craqRegisters: ChainRegisters = {
  service: chainService("craq", { reads: "craq" }),
  promises: ["linearizable"],
  breaks: [],
};

/** Any server answers with the newest that it has; promised as long as no server is taken for failed. */
export const craqEventual: ChainRegisters = {
  service: {
    ...chainService("craq, eventual", { reads: "eventual", timeoutMs: 5000 }),
    clients: "stay",
    patienceMs: 3000,
    endures: ["late"],
  },
  promises: ["eventual", "monotonic reads", "read your writes"],
  breaks: ["linearizable"],
};

/** The same within a bound; what was seen before it was decided may be gone again for a while. */
export const craqBounded: ChainRegisters = {
  service: {
    ...chainService("craq, bounded", {
      reads: "bounded",
      bound: { versions: 3, ms: 200 },
      timeoutMs: 5000,
    }),
    clients: "stay",
    patienceMs: 3000,
    endures: ["late"],
  },
  promises: ["eventual", "read your writes"],
  breaks: ["linearizable"],
};

/** All of them, the strongest first. */
export const allChains: readonly ChainRegisters[] = [
  chainRegisters,
  chainWithLeases,
  craqRegisters,
  craqBounded,
  craqEventual,
];
