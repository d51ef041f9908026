/** Bugs of merges. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { clone } from "hb/model/clone.ts";
import type { Answers } from "../../../exercises/15-multiraft/answers.ts";
import type { Merge, RangeAnswer, RangeState } from "../../../exercises/15-multiraft/given.ts";
import { merge } from "../merge.ts";
import { rangeOf } from "../operate.ts";
import { cut } from "./cut.ts";

/** The reference, and then something else of a range that has absorbed another just now. */
const united = (
  change: (s: RangeState, source: RangeState, before: RangeState) => void,
): Partial<Merge> => ({
  absorb(s, source) {
    const before = clone(s), answer = merge.absorb(s, source);
    if (s.absorbed.size !== before.absorbed.size) change(s, source, before);
    return answer;
  },
});

/** The reference, asked about a source that says something else. */
const asking = (
  change: (source: RangeState, s: RangeState) => Partial<RangeState>,
): Partial<Merge> => ({
  absorb: (s, source) => merge.absorb(s, { ...source, ...change(source, s) }),
});

/** The answer is another one. */
const answering = (
  change: (answer: RangeAnswer, s: RangeState, source: RangeState) => RangeAnswer,
): Partial<Merge> => ({
  absorb: (s, source) => change(merge.absorb(s, source), s, source),
});

const never: RangeAnswer = { ok: true, value: false };
const stale = (s: RangeState): RangeAnswer => ({ ok: false, why: "stale", range: rangeOf(s) });

const isNever = (answer: RangeAnswer) => answer.ok && answer.value === false;

export const mergeMutants: Mutants<Answers> = {
  merge: {
    "thaws too early: who may still get the version says never, and does not pass it over": {
      absorb(s, source) {
        const { version } = s, answer = merge.absorb(s, source);
        if (isNever(answer)) s.version = version;
        return answer;
      },
    },
    "stops for ever: who may still get the version says that it does not know": {
      absorb(s, source) {
        const { version } = s, answer = merge.absorb(s, source);
        if (!isNever(answer) || s.version === version) return answer;
        s.version = version;
        return stale(s);
      },
    },
    "passes over too little: the version that was named is the next one": {
      absorb(s, source) {
        const { version } = s, answer = merge.absorb(s, source);
        if (isNever(answer) && s.version !== version) s.version--;
        return answer;
      },
    },
    "passes over while stopped: a range that has stopped says what is to come": {
      absorb(s, source) {
        const { merging } = source, isToCome = (merging?.intoVersion ?? 0) > s.version;
        if (s.merging === null || !isToCome || merging?.into !== s.group) {
          return merge.absorb(s, source);
        }
        if (s.absorbed.has(source.group)) return merge.absorb(s, source);
        s.version = merging.intoVersion + 1;
        return never;
      },
    },
    "speaks for others: any range says that it will never be": answering((answer) =>
      !answer.ok && answer.why === "stale" ? never : answer
    ),
    "silent heir: who has absorbed the one that was named does not know": answering((
      answer,
      s,
      { merging },
    ) => isNever(answer) && merging?.into !== s.group ? stale(s) : answer),
    "never never: nobody ever says that it will not be": answering((answer, s) =>
      isNever(answer) ? stale(s) : answer
    ),
    "any version: a range absorbs in a later version than the one that was named": asking(
      ({ merging }, s) => ({
        merging: merging && { ...merging, intoVersion: Math.max(merging.intoVersion, s.version) },
      }),
    ),
    "earlier version: a range absorbs in an earlier version than the one that was named": asking(
      ({ merging }, s) => ({
        merging: merging && { ...merging, intoVersion: Math.min(merging.intoVersion, s.version) },
      }),
    ),
    "absorbs twice: a copy that comes again is absorbed again": {
      absorb(s, source) {
        if (s.absorbed.has(source.group)) {
          for (const [key, value] of source.data) s.data.set(key, value);
        }
        return merge.absorb(s, source);
      },
    },
    "forgets whom: what was absorbed before is not known": united((s, { group }, before) => {
      s.absorbed = new Set([...before.absorbed].slice(1));
      s.absorbed.add(group);
    }),
    "not theirs: whom the other has absorbed is not known": united((s, { group }, before) => {
      s.absorbed = new Set([...before.absorbed, group]);
    }),
    "unborn: what was born of the other is not known": united((s, _, before) => {
      s.born = before.born;
    }),
    "no table: what the other has answered is forgotten": united((s, _, before) => {
      s.heard = before.heard;
    }),
    "their table: the other's table takes the place of its own": united((s, source) => {
      s.heard = clone(source.heard);
    }),
    "two gateways: the answers to two gateways are kept": united((s) => cut(s.heard, 2)),
    "many gateways: the answers to four hundred gateways are kept": united((s) =>
      cut(s.heard, 400)
    ),
    "many answers: four hundred answers to each gateway are kept": united((s) => {
      for (const { answers } of s.heard.values()) cut(answers, 400);
    }),
    "many groups: four hundred groups that were absorbed are known": united((s) =>
      cut(s.absorbed, 400)
    ),
    "many born: four hundred groups that were born are known": united((s) => cut(s.born, 400)),
    "many keys: four hundred keys are kept": united((s) => cut(s.data, 400)),
    "no empty texts: a key that holds an empty text is forgotten": united((s) => {
      for (const [key, value] of s.data) if (value === "") s.data.delete(key);
    }),
    "starts as texts: of two starts of a gateway that one counts that is later as a text": united(
      (s, source, before) => {
        for (const [gateway, heard] of before.heard) {
          const other = source.heard.get(gateway);
          if (other === undefined || heard.boot === other.boot) continue;
          s.heard.set(gateway, clone(`${heard.boot}` > `${other.boot}` ? heard : other));
        }
      },
    ),
    "first start: of a gateway's first start nothing is kept": united((s) => {
      for (const [gateway, { boot }] of s.heard) if (boot === 0) s.heard.delete(gateway);
    }),
    "group 0: a range of number 0 was never named": {
      absorb: (s, source) =>
        source.merging?.into === 0 && !s.absorbed.has(source.group) && !s.absorbed.has(0)
          ? stale(s)
          : merge.absorb(s, source),
    },
    "version 0: a version of 0 is taken for none that was named": {
      absorb: (s, source) =>
        source.merging?.intoVersion === 0 && !s.absorbed.has(source.group)
          ? stale(s)
          : merge.absorb(s, source),
    },
    "by gateway: of a gateway that both have heard one table is kept": united(
      (s, source, before) => {
        for (const [gateway, heard] of before.heard) {
          if (source.heard.has(gateway)) s.heard.set(gateway, heard);
        }
      },
    ),
    "all boots: answers of an earlier start are kept": united((s, source, before) => {
      for (const [gateway, heard] of s.heard) {
        for (const each of [before, source]) {
          for (const [sequence, answer] of each.heard.get(gateway)?.answers ?? []) {
            if (!heard.answers.has(sequence)) heard.answers.set(sequence, answer);
          }
        }
      }
    }),
    "lower lowest: the lower of the two lowest numbers counts": united((s, source, before) => {
      for (const [gateway, heard] of s.heard) {
        const [own, other] = [before.heard.get(gateway), source.heard.get(gateway)];
        if (own?.boot === other?.boot && own && other) {
          heard.lowest = Math.min(own.lowest, other.lowest);
        }
      }
    }),
    "keeps below: answers below the lowest number are kept": united((s, source, before) => {
      for (const [gateway, heard] of s.heard) {
        const all = [before, source].map((each) => each.heard.get(gateway));
        if (all[0]?.boot !== all[1]?.boot) continue;
        for (const each of all) {
          for (const [sequence, answer] of each?.answers ?? []) heard.answers.set(sequence, answer);
        }
      }
    }),
    "shared: the table is the memory of the copy": united((s, source) => {
      for (const [gateway, heard] of source.heard) {
        if (s.heard.get(gateway)?.boot === heard.boot) s.heard.set(gateway, heard);
      }
    }),
    "own version: its version is one more, whatever the other's is": united((s, _, before) => {
      s.version = before.version + 1;
    }),
    "same version: its version stays": united((s, _, before) => {
      s.version = before.version;
    }),
    "upwards: only the range above is absorbed": {
      absorb: (s, source) =>
        source.end === s.start && source.end !== null && !s.absorbed.has(source.group) &&
          source.merging?.into === s.group && s.version >= source.merging.intoVersion
          ? never
          : merge.absorb(s, source),
    },
    "untouched: ranges that do not touch become one": {
      absorb(s, source) {
        const { start, end } = s, touch = end === source.start || source.end === start;
        if (touch || source.merging?.into !== s.group) return merge.absorb(s, source);
        if (source.end !== null) s.start = source.end;
        const answer = merge.absorb(s, source);
        if (!answer.ok || answer.value !== true) s.start = start;
        return answer;
      },
    },
    "while stopped: a range that has stopped absorbs another": {
      absorb(s, source) {
        const { merging } = s;
        s.merging = null;
        if (merging === null || source.merging?.into !== s.group) {
          s.merging = merging;
          return merge.absorb(s, source);
        }
        const answer = merge.absorb(s, {
          ...source,
          merging: {
            ...source.merging,
            intoVersion: Math.max(source.merging.intoVersion, s.version),
          },
        });
        s.merging = merging;
        return answer;
      },
    },
    "unstopped: a range that goes on is absorbed": {
      absorb: (s, source) =>
        merge.absorb(
          s,
          source.merging === null
            ? { ...source, merging: { into: s.group, intoVersion: s.version } }
            : source,
        ),
    },
    "keeps the old: of a key's values its own is kept": united((s, source, before) => {
      for (const key of source.data.keys()) s.data.delete(key);
      for (const [key, value] of before.data) s.data.set(key, value);
    }),
    "any stop: what was said about an earlier stop counts": {
      told: (s, stopped, isPart) =>
        !isPart && s.merging !== null ? "thaw" : merge.told(s, stopped, isPart),
    },
    "thaws awake: a range that goes on is told to go on": {
      told: (s, stopped, isPart) => isPart ? merge.told(s, stopped, isPart) : "thaw",
    },
    "stays: a replica whose range is a part of another stays": {
      told: (s, stopped, isPart) =>
        isPart && s.version !== stopped ? "nothing" : merge.told(s, stopped, isPart),
    },
    "stuck: a range that hears never does not go on": {
      told: (_s, _stopped, isPart) => isPart ? "go" : "nothing",
    },
    "goes: who hears never goes": {
      told: (s, stopped, isPart) =>
        merge.told(s, stopped, isPart) === "thaw" ? "go" : merge.told(s, stopped, isPart),
    },
    "silent freeze: a range that stops keeps its version": {
      freeze(s, command) {
        const { version } = s, answer = merge.freeze(s, command);
        s.version = version;
        return answer;
      },
    },
    "stops again: a range that has stopped stops for another": {
      freeze(s, command) {
        s.merging = null;
        const before = clone(s), answer = merge.freeze(s, command);
        if (!answer.ok) Object.assign(s, before);
        return answer;
      },
    },
    "any freeze: a range stops whatever version was meant": {
      freeze: (s, command) => merge.freeze(s, { ...command, version: s.version }),
    },
    "itself: a range stops to become a part of itself": {
      freeze(s, command) {
        const answer = merge.freeze(s, { ...command, into: -1 });
        if (answer.ok) s.merging = { into: command.into, intoVersion: command.intoVersion };
        return answer;
      },
    },
    "any thaw: a range goes on whatever version was meant": {
      thaw: (s) => merge.thaw(s, s),
    },
    "same thaw: a range that goes on has the version that it had": {
      thaw(s, command) {
        const { version } = s, answer = merge.thaw(s, command);
        s.version = version;
        return answer;
      },
    },
  },
};
