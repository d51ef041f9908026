/** Part 9: a chain whose servers all answer queries. What goes down the chain and up is in store_line.ts. */

import {
  type Any,
  apply,
  type Chain,
  type ChainOptions,
  type ChainStore,
  type Command,
  isQuery,
  type NodeId,
  type RunningChain,
} from "../../exercises/06-chains/given.ts";
import { placeIn } from "./place.ts";
import { type Line, lineOf } from "./store_line.ts";
import { type StoreRules, storeRules } from "./store_rules.ts";
import { had, type Query, recalled, type State } from "./store_state.ts";

const MOST_HOPS = 3;

/** The store, whose servers decide so. */
export function storeBy(decide: StoreRules): ChainStore {
  return {
    protocol(options: ChainOptions): RunningChain {
      const place = (s: State, io: Any) => placeIn(s.attendance.configuration, io.self);
      const epoch = (s: State) => s.attendance.configuration.epoch;
      /** Which version is answered, when it may be. */
      const answer = (s: State, { address, command }: Query, version: number, io: Any): void => {
        const store = new Map(s.store);
        for (const { number, command } of s.log) {
          if (number > s.decided && number <= version) apply(store, command);
        }
        io.answer(address, { result: apply(store, command) });
      };
      const askTail = (s: State, read: number, io: Any): void => {
        const tail = s.attendance.configuration.chain.at(-1)!;
        io.send(tail, { type: "version", epoch: epoch(s), read, life: s.attendance.life });
      };
      const query = (s: State, address: NodeId, command: Command, io: Any): void => {
        const open = s.log.filter(({ number, command: { key } }) =>
          number > s.decided && decide.touches(key, command.key)
        );
        const isDirty = open.length > 0 && !decide.servesDirty();
        const version = isDirty ? null : open.at(-1)?.number ?? s.decided;
        const waits = decide.confirms(s.attendance, io.now());
        const read = s.count++, round = waits ? options.beat(s, io) : 0;
        s.queries.set(read, { address, command, round, version });
        if (isDirty) askTail(s, read, io);
        finish(s, io);
        line.watch(s, io);
      };
      const finish = (s: State, io: Any): void => {
        for (const [read, waiting] of s.queries) {
          const { version, round } = waiting;
          if (version === null || round > s.attendance.confirmed) continue;
          s.queries.delete(read);
          answer(s, waiting, Math.min(Math.max(version, s.decided), had(s)), io);
        }
      };
      const serve = (s: State, { id, command, address, hops }: Any, io: Any): void => {
        const { chain } = s.attendance.configuration, { isMember, isHead } = place(s, io);
        const asks = isQuery(command);
        if (asks ? isMember && s.isWhole && decide.reads(place(s, io)) : isHead && s.isWhole) {
          return asks ? query(s, address, command, io) : line.update(s, id, command, address, io);
        }
        const to = asks ? chain.at(-1)! : chain[0]!;
        if (to === io.self || hops >= MOST_HOPS) return;
        io.send(to, { type: "forward", id, command, address, hops: hops + 1 });
      };
      const again = (s: State, io: Any): void => {
        // The beat, or the word of it, may have been lost; a later one does as well.
        const waits = [...s.queries.values()].some(({ round }) => round > s.attendance.confirmed);
        if (waits) options.beat(s, io);
        for (const [read, { version }] of s.queries) if (version === null) askTail(s, read, io);
      };
      const line: Line = lineOf(options, decide, {
        changed(s, io) {
          const waiting = [...s.queries.values()];
          s.queries.clear();
          for (const { address, command } of waiting) serve(s, { command, address, hops: 0 }, io);
        },
        again,
      });
      return {
        start(attendance, io, journal) {
          const s = recalled(attendance, decide.recalls(journal), options.first, io.self);
          line.started(s, journal.length > 0, io);
          return s;
        },
        upon: {
          request: (s, { from, id, command }, io) =>
            serve(s, { id, command, address: from, hops: 0 }, io),
          forward: serve,
          ...line.upon,
          version(s, { from, epoch: asked, read, life }, io) {
            if (!decide.heeds(asked, epoch(s)) || !place(s, io).isTail || !s.isWhole) return;
            io.send(from, {
              type: "versionReply",
              epoch: epoch(s),
              read,
              life,
              version: s.decided,
            });
          },
          versionReply(s, { epoch: asked, read, life, version }, io) {
            const waiting = s.queries.get(read);
            if (waiting === undefined || !decide.heeds(asked, epoch(s))) return;
            if (!decide.isOfThisLife(life, s.attendance.life, epoch(s))) return;
            waiting.version ??= version;
            finish(s, io);
          },
        },
        after: { resend: (s, _timer, io) => line.resend(s, io) },
        configured: (s, before: Chain, io) => line.configured(s, before, io),
        confirmed: finish,
        report: ({ isWhole }: State) => ({ whole: isWhole }),
      };
    },
  };
}

export const store: ChainStore = storeBy(storeRules);
