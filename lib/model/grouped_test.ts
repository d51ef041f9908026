/** For the tests beside this file: several groups of one protocol in each node, made with `nested`. */

import { nested } from "./nested.ts";
import type { From, Io, Key, Protocol, Tagged } from "./protocol.ts";

/** What a protocol in a group sends. */
export interface Grouped<M> {
  readonly type: "group";
  readonly group: Key;
  readonly message: M;
}

/** Several instances of one protocol in each node, told apart by a tag on all that they ask for. */
export function grouped<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  groups: readonly Key[],
): Protocol<
  Map<Key, S>,
  Grouped<M>,
  T & { readonly key: Key },
  { readonly group: Key; readonly record: R }
> {
  type Outer = Io<
    Grouped<M>,
    T & { readonly key: Key },
    { readonly group: Key; readonly record: R }
  >;
  const within = (io: Outer, group: Key) =>
    nested<M, T, R>(io, {
      send: (to, message) => io.send(to, { type: "group", group, message }),
      wait: (delayMs, timer) => io.wait(delayMs, { ...timer, key: group }),
      cancel: (type) => io.cancel(type, group),
      save: (record) => io.save({ group, record }),
    });
  const recordsOf = (journal: readonly { group: Key; record: R }[], group: Key) =>
    journal.filter((each) => each.group === group).map(({ record }) => record);
  type Any = Record<string, (state: S, event: Tagged, io: Io<M, T, R>) => void>;
  const upon = protocol.upon as unknown as Any, after = (protocol.after ?? {}) as unknown as Any;
  return {
    start: (io, journal) =>
      new Map(groups.map((group) => [
        group,
        protocol.start(within(io, group), recordsOf(journal, group)),
      ])),
    upon: {
      group(s, { group, message, from }, io) {
        const event: Tagged & From = { ...message, from };
        upon[message.type]!(s.get(group)!, event, within(io, group));
      },
    },
    after: Object.fromEntries(
      Object.keys(after).map((type) => [
        type,
        (s: Map<Key, S>, { key, ...timer }: Tagged & { key: Key }, io: Outer) =>
          after[type]!(s.get(key)!, timer, within(io, key)),
      ]),
    ) as never,
    compact: (journal) =>
      groups.flatMap((group) => {
        const records = recordsOf(journal, group);
        const compacted = protocol.compact ? protocol.compact(records) : records.slice(-1);
        return compacted.map((record) => ({ group, record }));
      }),
  };
}
