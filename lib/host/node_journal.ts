/** The journal of a host's node. @module */

import type { Protocol, Tagged } from "../model/protocol.ts";
import { Journal } from "./journal.ts";
import { type JournalLog, logOwner } from "./journal_log.ts";
import type { HostOptions } from "./options.ts";
import type { Took } from "./slow.ts";
import { openWalLog } from "./wal_log.ts";

/** The log that a host was given, or the write-ahead log in its folder. */
export function openNodeLog<S, M extends Tagged, T extends Tagged, R>(
  { journal, folder, begun = false, self, cluster }: HostOptions<S, M, T, R>,
  log: (line: string) => void,
): JournalLog {
  return journal ?? openWalLog(folder, { owner: logOwner(self, cluster), begun, log });
}

/** The journal in it, compacted by the protocol; `state` is that of the node, once it has one. */
export function nodeJournal<S, M extends Tagged, T extends Tagged, R>(
  log: JournalLog,
  protocol: Protocol<S, M, T, R>,
  { compactBytes = 2 ** 24, took, state }: {
    readonly compactBytes: number | undefined;
    readonly took: Took | undefined;
    readonly state: () => Readonly<S> | undefined;
  },
): Journal<R> {
  return new Journal<R>(log, {
    marks: true,
    compact: (records) => protocol.compact?.(records) ?? records.slice(-1),
    checkpoint: () => {
      const now = state();
      return now === undefined ? undefined : protocol.checkpoint?.(now);
    },
    compactBytes,
    took,
  });
}
