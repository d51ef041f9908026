/** Stores of part 9 that do something in another way. @module */

import type { Any, RunningStore, Store, StoreRules } from "../../../exercises/07-quorums/given.ts";
import { fastReads } from "../fast.ts";
import type { Open, Record, State, Ways } from "../node.ts";
import { store, storeWith } from "../store.ts";

export const make = (ways: Partial<Ways>): Store => ({
  protocol: (rules) => storeWith({ ...fastReads, ...ways }, rules),
});

/** The reference, with other members. */
export const other = (
  change: (own: RunningStore, rules: StoreRules) => Partial<RunningStore>,
): Store => ({
  protocol(rules) {
    const own = store.protocol(rules);
    return { ...own, ...change(own, rules) };
  },
});

/** The reference, with another `io`. */
export const withIo = (change: (io: Any, s: State) => Any): Store =>
  other(({ upon, after }) => {
    const all = (handlers: RunningStore["upon"]) =>
      Object.fromEntries(
        Object.entries(handlers).map(([type, handle]) => [
          type,
          (s: Any, event: Any, io: Any) =>
            handle(s, event, {
              self: io.self,
              peers: io.peers,
              send: (to: number, message: Any) => io.send(to, message),
              answer: (client: number, result: Any) => io.answer(client, result),
              wait: (ms: number, timer: Any) => io.wait(ms, timer),
              cancel: (type: string, key: Any) => io.cancel(type, key),
              save: (record: Any) => io.save(record),
              ...change(io, s),
            }),
        ]),
      );
    return { upon: all(upon), after: all(after) };
  });

/** The reference, whose handler of this message does something first, and then; false: that is all. */
export const first = (
  type: string,
  look: (s: State, message: Any, io: Any) => unknown,
  then: (s: State) => void = () => {},
): Store =>
  other(({ upon }) => ({
    upon: {
      ...upon,
      [type](s: State, message: Any, io: Any) {
        if (look(s, message, io) === false) return;
        upon[type]!(s, message, io);
        then(s);
      },
    },
  }));

/** A read waits for what another one of its register does in this stage, and is answered with it. */
export function joining(stage: Open["stage"]): Store {
  type Joined = Open & { readonly more?: readonly number[]; readonly isRead?: boolean };
  return other(({ upon }) => {
    const goesOn = (type: string) => (s: State, message: Any, io: Any) => {
      const own = s.open.get(message.phase) as Joined | undefined, before = new Set(s.open.keys());
      const more = own?.more ?? [];
      upon[type]!(s, message, {
        send: (to: number, message: Any) => io.send(to, message),
        wait: (ms: number, timer: Any) => io.wait(ms, timer),
        cancel: (type: string, key: Any) => io.cancel(type, key),
        save: (record: Record) => io.save(record),
        answer(client: number, result: Any) {
          for (const each of [client, ...more]) io.answer(each, result);
        },
      });
      for (const [phase, open] of s.open) {
        if (before.has(phase)) continue;
        s.open.set(phase, { ...open, more, isRead: own?.write === undefined } as Joined);
      }
    };
    return {
      upon: {
        ...upon,
        read(s: State, message: Any, io: Any) {
          for (const [phase, open] of s.open as Map<Any, Joined>) {
            const isRead = stage === "query" ? open.write === undefined : open.isRead;
            if (open.stage !== stage || open.key !== message.key || !isRead) continue;
            s.open.set(phase, { ...open, more: [...open.more ?? [], message.from] } as Joined);
            return;
          }
          upon["read"]!(s, message, io);
        },
        latest: goesOn("latest"),
        stored: goesOn("stored"),
      },
    };
  });
}

/** Timers are looked at first. */
export const again = (look: (s: State, key: Any, io: Any) => unknown): Store =>
  other(({ after }) => ({
    after: {
      again(s: State, timer: Any, io: Any) {
        if (look(s, timer.key, io) !== false) after["again"]!(s, timer, io);
      },
    },
  }));

export const tried = (s: State, key: Any): number => {
  const own = s as State & { tries?: Map<Any, number> };
  own.tries ??= new Map();
  own.tries.set(key, (own.tries.get(key) ?? 0) + 1);
  return own.tries.get(key)!;
};
