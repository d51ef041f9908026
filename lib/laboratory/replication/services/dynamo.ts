/** The store in the manner of Dynamo as registers, as the suites ask it. @module */

import type { LevelName } from "../../../check/levels.ts";
import type { Tagged } from "../../../model/protocol.ts";
import { dynamo } from "../../../replication/dynamo/dynamo.ts";
import type { Got } from "../../../replication/dynamo/messages.ts";
import type { Settings } from "../../../replication/dynamo/settings.ts";
import { isFailed } from "../../../replication/dynamo/wishes.ts";
import type { Ask, Value } from "../../../replication/register/register.ts";
import type { RegisterService } from "../../conformance/register.ts";
import type { AnyProtocol } from "../../conformance/service.ts";

/** How registers are made of it. */
interface Way {
  readonly name: string;
  readonly levels: readonly LevelName[];
  readonly settings: Partial<Settings>;
  /** Whether a writer reads first, so that its write is later than what it was shown. */
  readonly readsFirst: boolean;
}

function registers({ name, levels, settings, readsFirst }: Way): RegisterService {
  return {
    name,
    levels,
    nodes: 5,
    protocol: dynamo({
      ...{ patienceMs: 100, handoffMs: 150, repairMs: 200, shape: { branching: 2, depth: 2 } },
      ...settings,
    }) as unknown as AnyProtocol,
    ask: (ask): Tagged => messageFor(ask, readsFirst),
    answer: (result, { type }) => type === "read" ? chosen(result as Got) : null,
    outcome: (result) => isFailed(result) ? "fail" : "ok",
    clients: "stay",
    endures: ["crash", "partition", "pause", "clock"],
    duplicates: false,
    answersAlone: () => false,
  };
}

function messageFor(ask: Ask, readsFirst: boolean): Tagged & Record<string, unknown> {
  const key = String(ask.key);
  if (ask.type === "read") return { type: "get", key };
  const { value } = ask;
  return readsFirst
    ? { type: "change", key, value }
    : { type: "put", key, value, context: new Map() };
}

/** Of siblings, all readers take the same one. */
function chosen({ values }: Got): Value {
  const texts = values.map((value) => value as Value);
  return texts.reduce<Value>(
    (best, each) => best === null || String(each) > String(best) ? each : best,
    null,
  );
}

/** Whoever writes replaces what they were shown, and of siblings all take the same one. */
export const siblingRegisters: RegisterService = registers({
  name: "dynamo, siblings",
  levels: ["eventual"],
  settings: {},
  readsFirst: true,
});

/** The last write wins, by clocks that may be wrong. */
export const lastWriteRegisters: RegisterService = registers({
  name: "dynamo, last write wins",
  levels: ["eventual"],
  settings: { conflict: "last write wins" },
  readsFirst: false,
});

/** The same with a strict quorum, R + W > N, and writers that read first. */
export const strictRegisters: RegisterService = registers({
  name: "dynamo, R + W > N",
  levels: ["eventual", "read your writes"],
  settings: { conflict: "last write wins", sloppy: false },
  readsFirst: true,
});

/** All of them. */
export const dynamoRegisters: readonly RegisterService[] = [
  siblingRegisters,
  lastWriteRegisters,
  strictRegisters,
];
