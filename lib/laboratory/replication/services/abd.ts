/** ABD as a service of registers, and what each variant promises. @module */

import type { LevelName } from "../../../check/levels.ts";
import { abd } from "../../../replication/abd/abd.ts";
import type { Rules } from "../../../replication/abd/rules.ts";
import type { Settings } from "../../../replication/abd/settings.ts";
import type { Ask, Value } from "../../../replication/register/register.ts";
import type { AnyProtocol, Service } from "../../conformance/service.ts";

/** A service of registers, and the levels that it promises; what follows from them is left out. */
export interface PromisedRegisters {
  /** How it is asked. */
  readonly service: Service<Ask, Value>;
  /** What it promises to clients who stay with one node. */
  readonly promises: readonly LevelName[];
  /** Levels that it does not promise, the weakest that it breaks: a search finds a run that breaks each. */
  readonly breaks: readonly LevelName[];
  /** A promise that is no level of its own, in a word; "regular" where each read alone fits to all writes. */
  readonly besides?: "regular";
}

/** ABD with other settings than the usual ones as a service of five nodes that may crash, pause and be cut off. */
export function abdService(
  name: string,
  settings: Partial<Settings> = {},
  rules: Partial<Rules> = {},
): Service<Ask, Value> {
  return {
    name,
    nodes: 5,
    protocol: abd({ againMs: 80, ...settings }, rules) as unknown as AnyProtocol,
    ask: (input) => input,
    answer: (result) => result as Value,
    clients: "stay",
    endures: ["crash", "partition", "pause", "clock", "slow", "late", "drift", "stall"],
    duplicates: true,
  };
}

/** Reads write back unless a quorum holds what they return: the usual ABD. */
export const abdFastReads: PromisedRegisters = {
  service: abdService("abd, fast reads"),
  promises: ["linearizable"],
  breaks: [],
};

/** All reads write back. */
export const abdManyWriters: PromisedRegisters = {
  service: abdService("abd", { writeBack: "always" }),
  promises: ["linearizable"],
  breaks: [],
};

/**
 * No read writes back: each read alone fits to all writes, and who has written reads that or something later. What one
 * read has seen the next may miss, as long as its write has not ended: for ever, where its coordinator has crashed.
 */
export const abdWithoutWriteBack: PromisedRegisters = {
  service: abdService("abd without write-back", { writeBack: "never" }),
  promises: ["read your writes", "eventual"],
  breaks: ["monotonic reads"],
  besides: "regular",
};
