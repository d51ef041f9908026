/** Part 9, what goes down the chain and up, and what happens when it changes. */

import {
  type Any,
  apply,
  type Chain,
  type ChainOptions,
  type Command,
  type NodeId,
} from "../../exercises/06-chains/given.ts";
import { type Place, placeIn } from "./place.ts";
import type { StoreRules } from "./store_rules.ts";
import { had, known, type Saved, type State, type Update, type Whole } from "./store_state.ts";

/** What a line is told by the rest of its server, and when. */
interface Rest {
  /** The place of this server has changed, or what it may do. */
  changed(s: State, io: Any): void;
  /** What queries wait for may have been lost. */
  again(s: State, io: Any): void;
}

/** The line. */
export interface Line {
  update(s: State, id: Any, command: Command, address: NodeId, io: Any): void;
  started(s: State, isBack: boolean, io: Any): void;
  configured(s: State, before: Chain, io: Any): void;
  resend(s: State, io: Any): void;
  watch(s: State, io: Any): void;
  readonly upon: Readonly<Record<string, (s: State, message: Any, io: Any) => void>>;
}

/** A line, which decides so. */
export function lineOf(options: ChainOptions, decide: StoreRules, rest: Rest): Line {
  const { resendMs } = options;
  const place = (s: State, io: Any): Place => placeIn(s.attendance.configuration, io.self);
  const epoch = (s: State): number => s.attendance.configuration.epoch;
  const save = (s: State, record: Saved, io: Any): void => {
    const saved = decide.saves(record, s);
    if (saved !== null) io.save(saved);
  };
  const after = (s: State, has: number): Update[] => s.log.slice(Math.max(0, has - s.base));
  const lacksAll = (s: State, io: Any): boolean => place(s, io).joins && !s.isWhole && had(s) === 0;

  const handOn = (s: State, updates: readonly Update[], io: Any): void => {
    const { successor } = place(s, io);
    if (successor === null) return;
    io.send(successor, { type: "propagate", epoch: epoch(s), updates, last: had(s) });
  };
  const append = (s: State, updates: readonly Update[], io: Any): void => {
    if (updates.length === 0) return;
    save(s, { type: "updates", updates }, io);
    s.log.push(...updates);
    handOn(s, updates, io);
    if (place(s, io).isTail) decideUpTo(s, had(s), io);
    watch(s, io);
  };
  const decideUpTo = (s: State, number: number, io: Any): void => {
    const { isTail } = place(s, io);
    for (const update of after(s, s.decided)) {
      if (update.number > number) break;
      const { client, sequence, command, address } = update;
      const was = s.store.get(command.key) ?? null;
      const result = decide.resultOf(command, was, apply(s.store, command));
      s.replies.set(client, { sequence, result });
      s.decided = update.number;
      if (isTail) io.answer(address, { result });
    }
    prune(s);
  };
  const prune = (s: State): void => {
    if (s.behind !== null) s.behind = Math.min(s.behind, s.decided);
    if (!decide.strikes() || known(s) <= s.base) return;
    s.log.splice(0, known(s) - s.base);
    s.base = known(s);
  };
  const acknowledge = (s: State, io: Any): void => {
    const { predecessor, joins } = place(s, io);
    if (predecessor === null) return;
    const number = joins ? had(s) : s.decided;
    io.send(predecessor, { type: "acknowledge", epoch: epoch(s), number });
  };
  const watch = (s: State, io: Any): void => {
    if (s.resending !== null || resendMs === Infinity || !decide.setsTimer()) return;
    const { successor, predecessor } = place(s, io);
    const lacks = successor !== null && known(s) < had(s);
    if (!lacks && (s.isWhole || predecessor === null) && s.queries.size === 0) return;
    s.resending = known(s);
    io.wait(resendMs, { type: "resend" });
  };
  const resume = (s: State, io: Any): void => {
    const { predecessor } = place(s, io), has = lacksAll(s, io) ? null : had(s);
    if (predecessor === null || !decide.resumes(has)) return;
    io.send(predecessor, { type: "resume", epoch: epoch(s), has });
  };
  const sendAgain = (s: State, io: Any): void => {
    const { successor } = place(s, io);
    if (successor === null || !s.isWhole || !decide.sendsAgain()) return;
    const updates = after(s, known(s));
    if (updates.length > 0) handOn(s, updates, io);
  };
  const takePlace = (s: State, io: Any): void =>
    save(s, { type: "place", chain: s.attendance.configuration, isWhole: s.isWhole }, io);
  const becomeTail = (s: State, io: Any): void => {
    if (!place(s, io).isTail || !s.isWhole || !decide.decidesAsTail()) return;
    decideUpTo(s, had(s), io);
    acknowledge(s, io);
  };
  const settle = (s: State, io: Any): void => {
    resume(s, io);
    becomeTail(s, io);
    sendAgain(s, io);
    prune(s);
    watch(s, io);
  };
  const becomeWhole = (s: State, io: Any): void => {
    s.isWhole = true;
    takePlace(s, io);
    becomeTail(s, io);
    sendAgain(s, io);
    rest.changed(s, io);
    // The masters wait to hear it.
    options.beat(s, io);
  };
  const forget = (s: State, io: Any): void => {
    if (!decide.forgets()) return;
    Object.assign(s, {
      store: new Map(),
      replies: new Map(),
      log: [],
      decided: 0,
      base: 0,
      behind: null,
    });
    save(
      s,
      { type: "whole", whole: { number: 0, store: new Map(), replies: new Map(), log: [] } },
      io,
    );
  };

  return {
    update(s, { client, sequence }, command, address, io) {
      const reply = s.replies.get(client);
      if (decide.recognises()) {
        if (reply !== undefined && reply.sequence === sequence) {
          return io.answer(address, { result: reply.result });
        }
        if (reply !== undefined && reply.sequence > sequence) return;
        if (s.log.some((each) => each.client === client && each.sequence >= sequence)) return;
      }
      append(s, [{ number: had(s) + 1, client, sequence, command, address }], io);
      if (decide.answersAtHead()) io.answer(address, { result: null });
    },
    started(s, isBack, io) {
      if (isBack && decide.settlesAtStart()) settle(s, io);
      // Who stands beside the chain may be wanted.
      if (!place(s, io).isMember) options.beat(s, io);
    },
    configured(s, before, io) {
      const now = place(s, io), was = placeIn(before, io.self);
      if (now.joins && !was.joins) forget(s, io);
      if (!was.isMember || !now.isMember) s.isWhole = false;
      if (now.isMember && !decide.waits()) s.isWhole = true;
      if (now.successor !== was.successor) s.behind = null;
      takePlace(s, io);
      settle(s, io);
      rest.changed(s, io);
    },
    resend(s, io) {
      const lacked = s.resending;
      s.resending = null;
      if (!s.isWhole) resume(s, io);
      else if (lacked === known(s)) sendAgain(s, io);
      rest.again(s, io);
      watch(s, io);
    },
    watch,
    upon: {
      propagate(s, { from, epoch: of, updates, last }, io) {
        const { predecessor, isTail, joins } = place(s, io);
        if (!decide.heeds(of, epoch(s)) || from !== predecessor) return;
        if (lacksAll(s, io) || !decide.fits(updates[0]?.number ?? last + 1, had(s))) return;
        const fresh = updates.filter(({ number }: Update) => number > had(s));
        append(s, fresh, io);
        if (!s.isWhole && had(s) >= last) becomeWhole(s, io);
        if (decide.acknowledges(isTail, joins, fresh.length)) acknowledge(s, io);
      },
      acknowledge(s, { from, epoch: of, number }, io) {
        const { successor, isTail } = place(s, io), before = s.decided;
        if (!decide.heeds(of, epoch(s)) || from !== successor) return;
        if (s.behind !== null) {
          s.behind = Math.max(s.behind, number);
          if (!isTail && s.behind >= s.decided) s.behind = null;
        }
        if (isTail) prune(s);
        else decideUpTo(s, Math.min(number, had(s)), io);
        if (s.decided > before) acknowledge(s, io);
      },
      resume(s, { from, epoch: of, has }, io) {
        const { successor, isTail } = place(s, io);
        if (!decide.heeds(of, epoch(s)) || from !== successor || !s.isWhole) return;
        if (has !== null && !decide.sendsAgain()) return;
        if (has !== null && has >= s.base && has <= had(s)) {
          s.behind = isTail || has < s.decided ? has : null;
          handOn(s, after(s, has), io);
        } else {
          const number = s.decided, store = new Map(s.store);
          const whole: Whole = {
            number,
            store,
            replies: decide.repliesFor(s.replies),
            log: after(s, number),
          };
          s.behind = isTail ? number : null;
          io.send(from, { type: "state", epoch: epoch(s), whole });
        }
        prune(s);
        watch(s, io);
      },
      state(s, { from, epoch: of, whole }, io) {
        const { predecessor } = place(s, io), { number, store, replies, log } = whole;
        if (!decide.heeds(of, epoch(s)) || from !== predecessor || s.isWhole) return;
        if (!lacksAll(s, io) && number + log.length < had(s)) return;
        save(s, { type: "whole", whole }, io);
        Object.assign(s, {
          store: new Map(store),
          replies: new Map(replies),
          log: [...log],
          behind: null,
        });
        s.base = s.decided = number;
        becomeWhole(s, io);
        acknowledge(s, io);
      },
    },
  };
}
