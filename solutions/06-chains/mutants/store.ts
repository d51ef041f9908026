/** Bugs of stores over chains: those of papers, and those that people make. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/06-chains/answers.ts";
import type { Any, ChainStore, RunningChain } from "../../../exercises/06-chains/given.ts";
import { nested } from "hb/model/nested.ts";
import { storeBy } from "../store.ts";
import { type StoreRules, storeRules } from "../store_rules.ts";
import type { Saved } from "../store_state.ts";

const deciding = (change: Partial<StoreRules>) => storeBy({ ...storeRules, ...change });

/** The reference, some of whose handlers are others. */
function handling(change: (right: RunningChain) => Partial<RunningChain>): ChainStore {
  return {
    protocol(options) {
      const right = storeBy(storeRules).protocol(options);
      return { ...right, ...change(right) };
    },
  };
}

/** The reference, one of whose handlers does something else before, or instead where it gives false. */
const upon = (type: string, first: (s: Any, message: Any, io: Any) => boolean | void): ChainStore =>
  handling((right) => ({
    upon: {
      ...right.upon,
      [type](s: Any, message: Any, io: Any) {
        if (first(s, message, io) !== false) right.upon[type]!(s, message, io);
      },
    },
  }));

export const storeMutants: Mutants<Answers> = {
  store: {
    "head answers: the head answers an update when it has it": deciding({
      answersAtHead: () => true,
    }),
    "serves dirty: a server answers with the newest version that it has": deciding({
      servesDirty: () => true,
    }),
    "new tail: a new tail serves before it has everything": deciding({ waits: () => false }),
    "old server: queries are answered without the masters": deciding({ confirms: () => false }),
    "no epochs: messages count whatever chain they are of": deciding({ heeds: () => true }),
    "done twice: an update that comes again is done again": deciding({ recognises: () => false }),
    "no resend: what was lost is not sent again": deciding({ sendsAgain: () => false }),
    "gap: a server takes what comes after a gap": deciding({ fits: () => true }),
    "decides nothing: the new tail waits for acknowledgements": deciding({
      decidesAsTail: () => false,
    }),
    "kept: Sent is never struck": deciding({ strikes: () => false }),
    "no replies: who joins does not know what clients were answered": deciding({
      repliesFor: () => new Map(),
    }),
    "former life: an answer to an earlier life counts": deciding({ isOfThisLife: () => true }),
    "no memory: nothing is saved": deciding({ saves: () => null }),
    "no updates: what has come is not saved": deciding({
      saves: (record) => record.type === "updates" ? null : record,
    }),
    "no state: the state that came is not saved": deciding({
      saves: (record) => record.type === "whole" ? null : record,
    }),
    "all of it: with each update everything is saved": deciding({
      saves: (record, s) =>
        record.type === "updates"
          ? {
            type: "whole",
            whole: {
              number: s.decided,
              store: s.store,
              replies: s.replies,
              log: [...s.log, ...record.updates],
            },
          }
          : record,
    }),
    "last record: of what it saved a server remembers the last": deciding({
      recalls: (journal) => journal.slice(-1),
    }),
    "first records: of what it saved a server remembers the first six": deciding({
      recalls: (journal) => journal.slice(0, 6) as readonly Saved[],
    }),
    "only the tail: others never acknowledge": deciding({
      acknowledges: (isTail, joins) => isTail || joins,
    }),
    "no timer: nothing is ever sent again": deciding({ setsTimer: () => false }),
    "tail reads: only the tail answers queries": deciding({ reads: ({ isTail }) => isTail }),
    "no resume: whoever has a new predecessor says nothing": deciding({ resumes: () => false }),
    "outdated: the chain is not saved, and who comes back acts in the first one": handling((
      right,
    ) => ({
      start(attendance, io, journal) {
        const places = (journal as readonly Saved[]).filter(({ type }) => type === "place");
        const old = journal.map((each) =>
          each.type === "place" ? { ...each, chain: { ...each.chain, epoch: 0 } } : each
        );
        const s = right.start(attendance, io, old), last = places.at(-1) as Any;
        return { ...s, was: last?.chain.epoch ?? 0 };
      },
      configured(s, before, io) {
        const now = s.attendance.configuration;
        right.configured(s, s.was === now.epoch ? now : before, io);
        s.was = 0;
      },
    })),
    "fast asleep: who comes back does nothing of its own accord": deciding({
      settlesAtStart: () => false,
      setsTimer: () => true,
    }),
    "never whole: who joins does not say that it has everything": handling(() => ({
      report: (s) => ({ whole: s.isWhole && s.attendance.configuration.joining === null }),
    })),
    "always whole: who joins says at once that it has everything": handling(() => ({
      report: () => ({ whole: true }),
    })),
    "lets be: a server lets be what is not its own": upon("request", (s, { command }, io) => {
      const { chain } = s.attendance.configuration;
      return command.type === "get" ? chain.includes(io.self) : chain[0] === io.self;
    }),
    "few: after 25 updates the head takes no more": upon(
      "request",
      (s, { command }) => command.type === "get" || s.decided < 25,
    ),
    "one query: a query takes the place of the one that waits": upon("request", (s) => {
      if (s.queries.size >= 1) s.queries.delete(s.queries.keys().next().value);
    }),
    "beside: queries that wait are kept for all servers": shared(),
    "chatty: every server tells its successor now and then that it is there": handling((right) => ({
      confirmed(s, io) {
        right.confirmed(s, io);
        const { chain, epoch } = s.attendance.configuration, at = chain.indexOf(io.self);
        if (at < 0 || at + 1 >= chain.length) return;
        const last = s.base + s.log.length;
        io.send(chain[at + 1], { type: "propagate", epoch, updates: [], last });
      },
    })),
    "three servers: a chain has no more than three": handling((right) => ({
      configured(s, before, io) {
        right.configured(s, before, io);
      },
      upon: {
        ...right.upon,
        propagate(s: Any, message: Any, io: Any) {
          if (s.attendance.configuration.chain.indexOf(io.self) < 3) {
            right.upon["propagate"]!(s, message, io);
          }
        },
      },
    })),
    "gives up: after five tries nothing is sent again": handling((right) => ({
      after: {
        resend(s: Any, timer: Any, io: Any) {
          s.tries = (s.tries ?? 0) + 1;
          if (s.tries <= 5) right.after["resend"]!(s, timer, io);
        },
      },
    })),
    "no results: an update is answered with null": answering((_result, isQuery) => isQuery),
    "once told: an update that comes again is answered with null": upon(
      "request",
      (s, { id, from }, io) => {
        if (s.replies.get(id.client)?.sequence !== id.sequence) return true;
        io.answer(from, { result: null });
        return false;
      },
    ),
    "what was there: an append is answered with what was there before": deciding({
      resultOf: ({ type }, was, result) => type === "append" ? was : result,
    }),
    "what for: a put is answered with null": deciding({
      resultOf: ({ type }, _, result) => type === "put" ? null : result,
    }),
    "what is there: a put is answered with what it put": deciding({
      resultOf: (command, _, result) => command.type === "put" ? command.value : result,
    }),
    "whole again: who comes back is whole, whatever it was before": handling((right) => ({
      start(attendance, io, journal) {
        const s = right.start(attendance, io, journal);
        return { ...s, isWhole: s.isWhole || journal.length > 0 };
      },
    })),
    "forgets in its head: who begins to join does not save that it has nothing": deciding({
      saves: (record) =>
        record.type === "whole" && record.whole.number === 0 && record.whole.log.length === 0
          ? null
          : record,
    }),
    "joins unsaved: who joins saves no updates": upon("propagate", (s, message, io) => {
      if (s.attendance.configuration.joining !== io.self) return true;
      const save = (record: Saved) => record.type === "updates" ? undefined : io.save(record);
      storeUpon("propagate")(s, message, nested(io, { save: save as Any }));
      return false;
    }),
    "no empty key: under it there is nothing": reading(({ key }) => key === ""),
    "object: there is nothing under a name that every object has": reading(({ key }) => key in {}),
    "value: an empty value is none": everywhere((result) => result === "" ? null : result),
    "any key: a query asks the tail if anything is dirty": deciding({ touches: () => true }),
    "three clients: no more replies are remembered": remembering(3),
    "eight clients: no more replies are remembered": remembering(8),
    "ten queries: no more can wait": upon(
      "request",
      (s, { command }) => command.type !== "get" || s.queries.size < 10,
    ),
    "six servers: nothing is handed on to a server with a higher number": handling((right) => {
      const low = (io: Any) =>
        nested(io, {
          send: (to, message: Any) =>
            message.type === "propagate" && to > 6 ? undefined : io.send(to, message),
        });
      return {
        upon: Object.fromEntries(
          Object.entries(right.upon).map(([type, handle]) => [
            type,
            (s: Any, message: Any, io: Any) => handle(s, message, low(io)),
          ]),
        ),
      };
    }),
    "last 40: of what it saved a server remembers no more": deciding({
      recalls: (journal) => journal.slice(-40) as readonly Saved[],
    }),
    "last 15: of what it saved a server remembers no more": deciding({
      recalls: (journal) => journal.slice(-15) as readonly Saved[],
    }),
    "resumes early: who has 20 updates says so to no new predecessor": deciding({
      resumes: (has) => has === null || has < 20,
    }),
    "first life: answers to an earlier life count, but for the first chain": deciding({
      isOfThisLife: (life, own, epoch) => epoch > 1 || life === own,
    }),
    "no place: the chain is not saved, nor whether a server is whole": deciding({
      saves: (record) => record.type === "place" ? null : record,
    }),
    "lease: for 15 ms after a beat the masters are not asked": deciding({
      confirms: ({ since }, now) => since === null || now - since >= 15,
    }),
    "diary: each query is saved": upon("request", (_s, { command }, io) => {
      if (command.type === "get") io.save({ type: "updates", updates: [] });
    }),
    "throws: a server that hears from who is not its neighbour throws": upon(
      "propagate",
      (s, { from }) => {
        const { chain, joining } = s.attendance.configuration;
        if (!chain.includes(from) && from !== joining) throw new Error("who is that?");
      },
    ),
  },
};

/** The reference, which answers with some results, and else with null. */
function answering(isTold: (result: Any, isQuery: boolean) => boolean): ChainStore {
  const quiet = (io: Any) =>
    nested(io, {
      answer: (to, answer: Any) => io.answer(to, isTold(answer, false) ? answer : { result: null }),
    });
  return handling((right) => ({
    upon: {
      ...right.upon,
      propagate: (s: Any, message: Any, io: Any) => right.upon["propagate"]!(s, message, quiet(io)),
    },
  }));
}

const storeUpon = (type: string) =>
  storeBy(storeRules).protocol({ first: [], resendMs: 40, beat: () => 0 }).upon[type]!;

/** The reference, which finds nothing under some keys. */
function reading(isLost: (command: Any) => boolean): ChainStore {
  return upon("request", (_s, { command, from }, io) => {
    if (command.type !== "get" || !isLost(command)) return true;
    io.answer(from, { result: null });
    return false;
  });
}

/** The reference, whose answers are others. */
function everywhere(change: (result: string | null) => string | null): ChainStore {
  return stepping((step, _s, io) =>
    step(nested(io, {
      answer: (to, { result }: Any) => io.answer(to, { result: change(result) }),
    }))
  );
}

/** The reference, which keeps the last reply to so many clients. */
function remembering(most: number): ChainStore {
  return stepping((step, s, io) => {
    step(io);
    for (const client of [...s.replies.keys()].slice(0, -most)) s.replies.delete(client);
  });
}

/** The reference, each of whose steps upon a message or a confirmation is taken so. */
function stepping(take: (step: (io: Any) => void, s: Any, io: Any) => void): ChainStore {
  return handling((right) => ({
    upon: Object.fromEntries(
      Object.entries(right.upon).map(([type, handle]) => [
        type,
        (s: Any, message: Any, io: Any) => take((own) => handle(s, message, own), s, io),
      ]),
    ),
    confirmed: (s, io) => take((own) => right.confirmed(s, own), s, io),
  }));
}

/** The reference, in which all servers count their queries together, and answer the last of them. */
function shared(): ChainStore {
  return {
    protocol(options) {
      const right = storeBy(storeRules).protocol(options);
      let known: Any = null;
      const count = (s: Any) => {
        known ??= s.queries;
        for (const [read, query] of s.queries) known.set(read, query);
      };
      return {
        ...right,
        confirmed(s, io) {
          count(s);
          right.confirmed({ ...s, queries: known }, io);
          for (const read of [...s.queries.keys()]) if (!known.has(read)) s.queries.delete(read);
        },
      };
    },
  };
}
