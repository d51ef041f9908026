/** The reader's servers, with masters beside them. @module */

import { madeWith } from "hb/grade/members.ts";
import { told, Wrong } from "hb/grade/part.ts";
import type { Protocol, Tagged } from "hb/model/protocol.ts";
import { chains } from "hb/replication/chain/configuration.ts";
import { beat } from "hb/replication/master/attendance.ts";
import { governed } from "hb/replication/master/governed.ts";
import { masterOf } from "hb/replication/master/group.ts";
import { type MasterSettings, masterSettingsWith } from "hb/replication/master/settings.ts";
import {
  type Any,
  type Chain,
  type ChainOptions,
  type ChainStore,
  isQuery,
  type NodeId,
  type RunningChain,
  type Told,
} from "../given.ts";

/** Masters, and servers. */
export type StoreProtocol = Protocol<unknown, Tagged, Tagged, unknown>;

/** What is chosen. */
export interface Chosen extends Partial<MasterSettings> {
  readonly first: readonly NodeId[];
  readonly wanted?: number;
  readonly resendMs?: number;
}

/** The reader's store as a protocol of all nodes. */
export function protocolOf(store: ChainStore, chosen: Chosen): StoreProtocol {
  const { first, wanted = first.length, resendMs = 40, ...masters } = chosen;
  const settings = masterSettingsWith(masters);
  const options: ChainOptions = {
    first,
    resendMs,
    beat: (s, io) => beat(s.attendance, settings, running.report(s), io),
  };
  const running = runningIn(store.protocol(options));
  const server = {
    ...running,
    upon: {
      ...running.upon,
      /** A master → a server: a client has asked me this. */
      handed: (s: Any, { address: from, id, command }: Any, io: Any) =>
        running.upon["request"]!(s, { type: "request", id, command, from }, io),
    },
    atMaster(inForce: Chain, { type, from: address, id, command }: Any, io: Any) {
      if (type !== "request") return;
      const { chain } = inForce, to = isQuery(command) ? chain.at(-1)! : chain[0]!;
      io.send(to, { type: "handed", address, id, command });
    },
    // Journals are kept whole.
    compact: (journal: readonly Any[]) => [...journal],
  } as Any;
  return governed(masterOf(chains(first, wanted), settings), server) as unknown as StoreProtocol;
}

/** What servers must have. */
const MEMBERS = {
  start: "function",
  configured: "function",
  confirmed: "function",
  report: "function",
  upon: "record",
} as const;

/** What was given as servers that run, if it is that. */
function runningIn(given: unknown): RunningChain {
  // Who sets no timers may leave them out.
  const timers = Object(given).after === undefined ? {} : { after: "record" } as const;
  const made = madeWith("store.protocol(…)", given, { ...MEMBERS, ...timers });
  const running = { after: {}, ...made } as Any;
  for (const name of ["upon", "after"]) {
    const handlers = running[name];
    for (const type of Object.keys(handlers)) {
      if (typeof handlers[type] !== "function") {
        throw new Wrong(`\`${name}.${type}\` must be a function: it is ${told(handlers[type])}`);
      }
      if (!TAKEN.includes(type)) continue;
      throw new Wrong(
        `\`${name}.${type}\` is between servers and masters, which are given: choose another type for yours`,
      );
    }
  }
  if (running.upon.request === undefined) {
    throw new Wrong("`upon.request` is missing: that is what clients ask");
  }
  return running;
}

/** What is wrong with what a client is answered; nothing if it is an answer. */
export function wrongIn(answer: unknown): string | undefined {
  const { result } = (answer ?? {}) as Partial<Told>;
  return typeof result === "string" || result === null
    ? undefined
    : `a client is answered ${told(answer)}: it must be { result: … }, with a text or null`;
}

/** The result in an answer. */
export function resultIn(answer: unknown): string | null {
  const wrong = wrongIn(answer);
  if (wrong !== undefined) throw new Wrong(wrong);
  return (answer as Told).result;
}

/** Types that servers and masters have. */
const TAKEN: readonly string[] = [
  "beat",
  "heard",
  "configuration",
  "raft",
  "handed",
  "silent",
  "force",
];

/** The types of messages between servers and masters. */
export const MASTERLY: ReadonlySet<string> = new Set([
  "beat",
  "heard",
  "configuration",
  "raft",
  "handed",
]);
