/**
 * A protocol whose journal holds, beside each record, the bytes of what others have said in it. After a restart a node
 * has to show what it saved, and nobody else need have it any more, so it is not asked for again: a vote that counted
 * may be that of a node that is gone. The bytes are durable in the same step as the record.
 *
 * @module
 */

import { nested, wrapped } from "../../model/nested.ts";
import type { Io, Protocol, Tagged } from "../../model/protocol.ts";
import type { Bytes } from "../../security/identity/secret.ts";
import { hasJust } from "../../security/identity/proofs.ts";
import { OperationalError } from "../operational_error.ts";
import type { Notary } from "./notary.ts";

/** A record, and what proves what others have said in it. */
export interface Proven<R> {
  /** The protocol's own. */
  readonly record: R;
  /** In the order of the notary. */
  readonly proofs: readonly (Bytes | null)[];
}

/** The same protocol with such a journal. */
export function provenJournal<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  notary: Pick<Notary, "besides" | "recall">,
): Protocol<S, M, T, Proven<R>> {
  const prove = (record: R): Proven<R> => ({ record, proofs: notary.besides(record) });
  const recalled = (journal: readonly Proven<R>[]): R[] =>
    journal.map((entry) => {
      const { record, proofs } = assertProven(entry);
      notary.recall(record, proofs);
      return record;
    });
  const proving = (io: Io<M, T, Proven<R>>): Io<M, T, R> =>
    nested<M, T, R>(io as unknown as Io<M, T, R>, { save: (record) => io.save(prove(record)) });
  const { compact, checkpoint } = protocol;
  // Its steps are those of the protocol; what it saves and starts from is not.
  const own = wrapped(protocol, proving as unknown as (io: Io<M, T, R>) => Io<M, T, R>);
  return {
    ...own as unknown as Protocol<S, M, T, Proven<R>>,
    start: (io, journal) => protocol.start(proving(io), recalled(journal)),
    compact(journal) {
      const records = recalled(journal);
      return (compact?.call(protocol, records) ?? records.slice(-1)).map(prove);
    },
    ...(checkpoint === undefined
      ? {}
      : { checkpoint: (state) => checkpoint.call(protocol, state).map(prove) }),
  };
}

function assertProven<R>(entry: Proven<R>): Proven<R> {
  if (typeof entry === "object" && entry !== null && hasJust(entry, "record", "proofs")) {
    return entry;
  }
  throw new OperationalError(
    "Cannot start because the log must hold what proves its records: given one of a host that did not sign",
  );
}
