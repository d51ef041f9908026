/** The reader's servers, with masters beside them. @module */

import { allBound } from "hb/grade/members.ts";
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
  const running = allBound(store.protocol(options)) as unknown as RunningChain;
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

/** The types of messages between servers and masters. */
export const MASTERLY: ReadonlySet<string> = new Set([
  "beat",
  "heard",
  "configuration",
  "raft",
  "handed",
]);
