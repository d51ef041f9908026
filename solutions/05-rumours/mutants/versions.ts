/** Bugs of comparing versions. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/05-rumours/answers.ts";
import {
  type Any,
  sizeOf,
  type Update,
  type Versions,
  type VersionsIo,
  type VersionsMessage,
  type VersionsRules,
} from "../../../exercises/05-rumours/given.ts";
import { versions } from "../versions.ts";

const ruled = (change: (rules: VersionsRules) => Partial<VersionsRules>): Partial<Versions> => ({
  start: (rules, saved) => versions.start({ ...rules, ...change(rules) }, saved),
});

/** The reference, that says something else; null: nothing. */
const saying = (change: (message: VersionsMessage, s: Any) => Any): Partial<Versions> => {
  const io = (s: Any, own: VersionsIo): VersionsIo => ({
    ...own,
    send(to, message) {
      const other = change(message, s);
      if (other !== null) own.send(to, other);
    },
  });
  return {
    round: (s, partner, own) => versions.round(s, partner, io(s, own)),
    upon: (s, from, message, own) => versions.upon(s, from, message, io(s, own)),
  };
};

/** The reference, that sends other updates where it sends any. */
const giving = (change: (updates: readonly Update[], s: Any) => readonly Update[]) =>
  saying((message, s) => {
    if (message.type === "digest") return message;
    const updates = change(message.updates, s);
    return updates.length === 0 && message.type === "updates" ? null : { ...message, updates };
  });

/** The reference, that takes in something else. */
const taking = (change: (updates: readonly Update[], s: Any) => Update[]): Partial<Versions> => ({
  upon: (s, from, message, io) =>
    versions.upon(
      s,
      from,
      message.type === "digest" ? message : { ...message, updates: change(message.updates, s) },
      io,
    ),
});

/** The reference, that applies what is not the next one where it may. */
const applying = (
  may: (update: Update, reaches: number) => boolean,
  moves: boolean,
): Partial<Versions> => ({
  upon(s, from, message, io) {
    versions.upon(s, from, message, io);
    if (message.type === "digest") return;
    for (const update of message.updates) {
      const reaches = s.reaches.get(update.origin) ?? 0;
      if (!may(update, reaches)) continue;
      io.apply(update);
      if (moves) s.reaches.set(update.origin, update.number);
    }
  },
});

let beside: Any;

export const versionMutants: Mutants<Answers> = {
  versions: {
    "gap: it applies what comes too early": applying(
      (update, reaches) => update.number > reaches + 1,
      true,
    ),
    "again: it applies what is here": applying((update, reaches) => update.number < reaches, false),
    "latest wins: of an origin it applies the latest only": taking((updates) =>
      updates.filter(({ origin, number }) =>
        !updates.some((each) => each.origin === origin && each.number > number)
      )
    ),
    "as they stand: it does not sort what came": {
      upon(s, from, message, io) {
        if (message.type === "digest") return versions.upon(s, from, message, io);
        for (const update of message.updates) {
          versions.upon(s, from, { type: "updates", updates: [update] }, io);
        }
        versions.upon(s, from, { ...message, updates: [] }, io);
      },
    },
    "one of each: it takes one update of each origin": taking((updates) =>
      updates.filter((update) => {
        const own = updates.filter(({ origin }) => origin === update.origin);
        return update.number === Math.min(...own.map(({ number }) => number));
      })
    ),
    "first: it takes the first update of a message": taking((updates) => updates.slice(0, 1)),
    "own: it takes nothing of its own": taking((updates, s) =>
      updates.filter(({ origin }) => origin !== s.rules.self)
    ),
    "strangers: it takes nothing of who is no member": taking((updates, s) =>
      updates.filter(({ origin }) => s.rules.members.includes(origin))
    ),
    "starts over: numbers begin again after a crash": {
      start: (rules, saved) =>
        versions.start(rules, saved.filter(({ origin }) => origin !== rules.self)),
    },
    "newborn: what was saved is not looked at": { start: (rules) => versions.start(rules, []) },
    "half of it: what others wrote is not there after a crash": {
      start: (rules, saved) =>
        versions.start(rules, saved.filter(({ origin }) => origin === rules.self)),
    },
    "counts writes: its next number is how many it wrote in this life": {
      write(s, value, io) {
        const own = s as Any;
        own.writes = (own.writes ?? 0) + 1;
        const reaches = new Map(s.reaches).set(s.rules.self, own.writes - 1);
        const kept = structuredClone(s.kept);
        versions.write({ ...s, reaches, kept }, value, io);
        s.reaches.set(s.rules.self, own.writes);
      },
    },
    "not applied: its own writes are not applied": {
      write: (s, value, io) => versions.write(s, value, { ...io, apply: () => {} }),
    },
    "no end: it sends all that is lacking": ruled(() => ({ budget: Infinity })),
    "one too large: an update over the budget is never sent": giving((updates, s) =>
      updates.filter(({ value }) => value.length <= s.rules.budget)
    ),
    "not alone: with one that is too large goes another": {
      upon(s, from, message, io) {
        versions.upon(s, from, message, {
          ...io,
          send(to, own) {
            const first = own.type === "digest" ? undefined : own.updates[0];
            if (first === undefined || first.value.length <= s.rules.budget) {
              return io.send(to, own);
            }
            const next = s.kept.get(first.origin)!.find(({ number }: Update) =>
              number === first.number + 1
            );
            io.send(to, { ...own, updates: next === undefined ? [first] : [first, next] } as Any);
          },
        });
      },
    },
    "over it: the update that goes beyond the budget is sent, too": ruled(({ budget }) => ({
      budget: budget + 1,
    })),
    "counted: the budget is a number of updates": {
      ...giving((updates, s) => updates.slice(0, s.rules.count)),
      start: (rules, saved) =>
        versions.start({ ...rules, budget: Infinity, count: rules.budget } as Any, saved),
    },
    "hundred: it sends a hundred at most": giving((updates) => updates.slice(0, 100)),
    "each its own: the budget is for each origin": {
      upon(s, from, message, io) {
        versions.upon(s, from, message, {
          ...io,
          send(to, own) {
            if (own.type === "digest" || message.type === "updates") return io.send(to, own);
            const has = new Map(message.has), updates: Update[] = [];
            for (const [origin, kept] of s.kept) {
              const theirs = has.get(origin) ?? 0;
              const lacks = kept.filter(({ number }: Update) => number > theirs);
              if (lacks.length === 0 || lacks[0]!.number !== theirs + 1) continue;
              let room = s.rules.budget;
              for (const each of lacks) {
                if (each.value.length > room) break;
                room -= each.value.length;
                updates.push(each);
              }
            }
            io.send(to, { ...own, updates } as Any);
          },
        });
      },
    },
    "newest first: of an origin it sends the latest that fit": giving((updates, s) =>
      updates.map((update) => {
        const own = updates.filter(({ origin }) => origin === update.origin);
        const kept = s.kept.get(update.origin)!.slice(-own.length);
        return kept[own.indexOf(update)]!;
      })
    ),
    "by number: origins go by their number, whoever lacks most": {
      upon(s, from, message, io) {
        versions.upon(s, from, message, {
          ...io,
          send(to, own) {
            if (own.type === "digest" || message.type === "updates") return io.send(to, own);
            const has = new Map(message.has), updates: Update[] = [];
            let room = s.rules.budget;
            for (const origin of [...s.kept.keys()].sort((a, b) => a - b)) {
              const theirs = has.get(origin) ?? 0, kept: Update[] = s.kept.get(origin)!;
              const lacks = kept.filter(({ number }) => number > theirs);
              if (lacks[0]?.number !== theirs + 1) continue;
              for (const each of lacks) {
                if (each.value.length > room && updates.length > 0) break;
                room -= each.value.length;
                updates.push(each);
              }
            }
            io.send(to, { ...own, updates } as Any);
          },
        });
      },
    },
    "one origin: it sends of one origin only": giving((updates) =>
      updates.filter(({ origin }) => origin === updates[0]!.origin)
    ),
    "first gone: it sends what comes after what was dropped": {
      upon(s, from, message, io) {
        versions.upon(s, from, message, {
          ...io,
          send(to, own) {
            if (own.type === "digest" || message.type === "updates") return io.send(to, own);
            const has = new Map(message.has), updates = [...own.updates];
            for (const [origin, kept] of s.kept) {
              const theirs = has.get(origin) ?? 0;
              if (kept.length > 0 && kept[0]!.number > theirs + 1) updates.push(kept[0]!);
            }
            io.send(to, { ...own, updates } as Any);
          },
        });
      },
    },
    "everything: it sends what the other has": giving((updates, s) =>
      updates.flatMap(({ origin }, i) =>
        updates.findIndex((each) => each.origin === origin) === i ? s.kept.get(origin)! : []
      )
    ),
    "drops nothing: all is kept": {
      upon(s, from, message, io) {
        versions.upon(s, from, message, io);
        s.said.clear();
      },
    },
    "drops at one: what one other member has is dropped": ruled(({ self, members }) => ({
      members: [self, ...members.filter((node) => node !== self).slice(0, 1)],
    })),
    "majority: what most members have is dropped": ruled(({ self, members }) => ({
      members: [self, ...members.filter((node) => node !== self).slice(0, -1)].slice(
        0,
        Math.max(2, members.length - 1),
      ),
    })),
    "the most: what a member once had it has for ever": {
      upon(s, from, message, io) {
        const before: Map<number, number> = new Map(s.said.get(from) ?? []);
        versions.upon(s, from, message, io);
        const said = s.said.get(from);
        for (const [origin, number] of said === undefined ? [] : before) {
          said!.set(origin, Math.max(number, said!.get(origin) ?? 0));
        }
      },
    },
    "quiet partner: who is asked says nothing if it can give nothing": saying((message) =>
      message.type === "answer" && message.updates.length === 0 ? null : message
    ),
    "never quiet: who is asked answers in any case": {
      upon(s, from, message, io) {
        let sent = false;
        versions.upon(s, from, message, {
          ...io,
          send(to, own) {
            sent = true;
            io.send(to, own);
          },
        });
        if (!sent && message.type === "digest") {
          io.send(from, { type: "answer", updates: [], has: [...s.reaches] });
        }
      },
    },
    "empty: who began sends even if nothing is lacking": {
      upon(s, from, message, io) {
        let sent = false;
        versions.upon(s, from, message, {
          ...io,
          send(to, own) {
            sent = true;
            io.send(to, own);
          },
        });
        if (!sent && message.type === "answer") io.send(from, { type: "updates", updates: [] });
      },
    },
    "one way: who began gives nothing": saying((message) =>
      message.type === "updates" ? null : message
    ),
    "says too much: it has what it only heard of": {
      upon(s, from, message, io) {
        versions.upon(s, from, message, io);
        if (message.type === "updates") return;
        for (const [origin, number] of message.has) {
          s.reaches.set(origin, Math.max(number, s.reaches.get(origin) ?? 0));
          if (!s.kept.has(origin)) s.kept.set(origin, []);
        }
      },
    },
    "not itself: it does not say how far it is itself": saying((message, s) =>
      message.type === "digest"
        ? { ...message, has: message.has.filter(([origin]) => origin !== s.rules.self) }
        : message
    ),
    "eight origins: it tells of eight": saying((message) =>
      message.type === "updates" ? message : { ...message, has: message.has.slice(0, 8) }
    ),
    "node 0: it is no partner": {
      round: (s, partner, io) => versions.round(s, partner || null, io),
    },
    "no value: an empty one is not written": {
      write: (s, value, io) => value && versions.write(s, value, io),
    },
    "no room: what is empty goes with what goes alone": giving((updates, s) => {
      const [first] = updates;
      if (updates.length !== 1 || sizeOf(first!) <= s.rules.budget) return updates;
      const more = [...s.kept.get(first!.origin)!].find((each: Update) =>
        each.number === first!.number + 1
      );
      return more !== undefined && sizeOf(more) === 0 ? [first!, more] : updates;
    }),
    "as many: alike are only those that name as many origins": {
      upon(s, from, message, io) {
        const { reaches } = s;
        const isAlike = message.type === "digest" && message.has.length !== reaches.size &&
          [...reaches.keys(), ...message.has.map(([origin]) => origin)].every((origin) =>
            (reaches.get(origin) ?? 0) === (new Map(message.has).get(origin) ?? 0)
          );
        versions.upon(s, from, message, io);
        if (isAlike) io.send(from, { type: "answer", updates: [], has: [...reaches] });
      },
    },
    "beside: what it has is kept beside the state": {
      start: (rules, saved) => beside = versions.start(rules, saved),
      write: (_s, value, io) => versions.write(beside, value, io),
      round: (_s, partner, io) => versions.round(beside, partner, io),
      upon: (_s, from, message, io) => versions.upon(beside, from, message, io),
    },
  },
};
