/** Bugs of a whole SWIM. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/04-failure/answers.ts";
import type {
  Any,
  News,
  ProbeIo,
  ProbeMessage,
  Standing,
  SwimOptions,
} from "../../../exercises/04-failure/given.ts";
import { decisions, isIn } from "../decisions.ts";
import { isGreater } from "../opinions.ts";
import { packets } from "../packets.ts";
import { probing } from "../probing.ts";
import { rounds } from "../rounds.ts";
import { swimBy } from "../swim.ts";

/** The reference, which decides otherwise. */
const by = (change: Partial<typeof decisions>) => swimBy({ ...decisions, ...change });

/** The reference, whose probes are otherwise. */
const probes = (change: Any) => by({ probing: { ...probing, ...change } });

/** The reference, whose probes do something else with their `io`. */
const probesBy = (change: (io: ProbeIo) => Partial<ProbeIo>) =>
  probes({
    period: (s: Any, target: Any, io: ProbeIo) =>
      probing.period(s, target, { ...io, ...change(io) }),
    after: (s: Any, timer: Any, io: ProbeIo) => probing.after(s, timer, { ...io, ...change(io) }),
    upon: (s: Any, from: Any, message: Any, io: ProbeIo) =>
      probing.upon(s, from, message, { ...io, ...change(io) }),
  });

/** The reference, whose news goes otherwise. */
const news = (change: Any) => by({ packets: { ...packets, ...change } });

/** The reference, one of whose handlers or timers is otherwise, or its start. */
const running = (change: (running: Any, options: SwimOptions) => Any) => ({
  protocol(options: SwimOptions) {
    const right = swimBy(decisions).protocol(options);
    return { ...right, ...change(right, options) };
  },
});

/** The reference, whose handlers have another `io`. */
const doing = (own: (io: Any, s: Any) => Any) =>
  running(({ start, upon, after }) => {
    const all = (handlers: Any) =>
      Object.fromEntries(
        Object.entries(handlers as Record<string, Any>).map(([type, handler]) => [
          type,
          (s: Any, event: Any, io: Any) => handler(s, event, nested(io, own(io, s))),
        ]),
      );
    return {
      start: (io: Any, journal: Any) => start(nested(io, own(io, { self: io.self })), journal),
      upon: all(upon),
      after: all(after),
    };
  });

/** The reference, which sends other messages; null: none. */
const sending = (change: (message: Any, s: Any, to: number) => Any) =>
  doing((io, s) => ({
    send(to: number, message: Any) {
      const other = change(message, s, to);
      if (other !== null) io.send(to, other);
    },
  }));

const same = (one: Standing, other: Standing) => one.incarnation === other.incarnation;

/** The reference, for which something is as it always is. */
const chosen = (always: Partial<SwimOptions>) =>
  running((_, options) => swimBy(decisions).protocol({ ...options, ...always }));

let beside: Any;

export const swimMutants: Mutants<Answers> = {
  swim: {
    "in haste: who does not answer is suspected before helpers could": probes({
      after(s: Any, timer: Any, io: ProbeIo) {
        probing.after(s, timer, io);
        if (timer.type === "timeout" && s.probe && !s.probe.answered) io.failed(s.probe.target, 0);
      },
    }),
    "dead at once: who does not answer is dead": by({ verdict: "dead" }),
    "no help: nobody else is asked": probesBy(() => ({ draw: () => [] })),
    "deaf helper: a helper does not pass on the answer": probes({
      upon: (s: Any, from: Any, message: ProbeMessage, io: ProbeIo) =>
        message.type === "ack" && message.relay !== null
          ? undefined
          : probing.upon(s, from, message, io),
    }),
    "all help: all others are asked": probesBy((io) => ({
      draw: (_, target) => io.draw(Infinity, target),
    })),
    "one helper: only one is asked": probesBy((io) => ({
      draw: (_, target) => [...io.draw(9, target)].sort((a, b) => a - b).slice(0, 1),
    })),
    "random: whoever is drawn is probed": by({
      rounds: {
        ...rounds,
        next: (s, choose) => s.list.length === 0 ? null : s.list[choose(s.list.length)]!,
      },
    }),
    "newcomers wait: who joins is not probed": by({ rounds: { ...rounds, joined: () => {} } }),
    "probes the gone: who is no member is probed": by({ rounds: { ...rounds, left: () => {} } }),
    "stale alive: alive takes the place of dead in the same incarnation": by({
      isGreater: (news, held) =>
        isGreater(news, held) ||
        news.status === "alive" && held.status === "dead" && same(news, held),
    }),
    "alive again: alive takes the place of suspect in the same incarnation": by({
      isGreater: (news, held) =>
        isGreater(news, held) ||
        news.status === "alive" && held.status === "suspect" && same(news, held),
    }),
    "suspect returns: suspect takes the place of dead in the same incarnation": by({
      isGreater: (news, held) =>
        isGreater(news, held) ||
        news.status === "suspect" && held.status === "dead" && same(news, held),
    }),
    "dead for ever: nothing takes the place of dead": by({
      isGreater: (news, held) => held.status !== "dead" && isGreater(news, held),
    }),
    "forgets the dead: who is dead or has left is unknown": by({ keeps: isIn }),
    "no strangers: dead strangers are not taken": by({ takesUnknown: isIn }),
    "same incarnation: it refutes in the one in which it is accused": by({
      refutesIn: (accused) => accused,
    }),
    "one more: its incarnation grows by one, whatever it is accused in": by({
      refutesIn: (_, own) => own + 1,
    }),
    "not told: who is accused is told by chance only": by({
      tells: () => false,
      echoes: () => false,
    }),
    "leaves as dead: who leaves says that it is dead": by({ leavesAs: "dead" }),
    "gone at once: who leaves does not stay": by({ limit: () => 0 }),
    "never gone: who leaves stays": by({ limit: () => Infinity }),
    "no memory: incarnations are in memory only": by({
      remembers: (saved) => ({ ...saved, incarnation: 0 }),
    }),
    "same life: it comes back in the incarnation that it had": by({
      remembers: (saved) => ({ ...saved, incarnation: saved.incarnation - 1 }),
    }),
    "always back: who has left is a member after a crash": by({
      remembers: (saved) => ({ ...saved, member: true }),
    }),
    "unsaved: it does not save what it refutes in": doing((io, s) => ({
      save(saved: Any) {
        if (s.incarnation === undefined || s.part !== "member" || s.incarnation === 0) {
          io.save(saved);
        } else if (s.joining) io.save(saved);
      },
    })),
    "saves once: it saves when it starts for the first time": running(({ upon, after }) => ({
      upon: Object.fromEntries(
        Object.entries(upon as Record<string, Any>).map(([type, handler]) => [
          type,
          (s: Any, event: Any, io: Any) => handler(s, event, nested(io, { save: () => {} })),
        ]),
      ),
      after,
    })),
    "any suspicion: an old timer ends a new suspicion": by({
      stopsTimer: false,
      suspicionMs: ({ suspicionMs }) => suspicionMs,
      mayDie: isIn,
    }),
    "no end: a suspicion lasts for ever": by({ mayDie: () => false }),
    "no time: a suspicion is over at once": by({ suspicionMs: () => 1 }),
    "patient: a suspicion lasts ten times as long": by({
      suspicionMs: ({ suspicionMs }) => 10 * suspicionMs,
    }),
    "no reconnects: the dead are not tried": by({ reconnects: () => false }),
    "asks all: whole views go to everybody": running(({ after }, options) => ({
      after: {
        ...after,
        sync(s: Any, event: Any, io: Any) {
          after.sync(
            s,
            event,
            nested(io, {
              send(_: number, message: Any) {
                for (let to = 0; to < options.members; to++) {
                  if (to !== s.self) io.send(to, message);
                }
              },
            }),
          );
        },
      },
    })),
    "no logarithm: news is told λ times": news({
      take: (s: Any, room: number, n: number) => {
        const taken = packets.take(s, room, n);
        for (const [member, { told }] of s.pieces) {
          if (told >= s.rules.lambda) s.pieces.delete(member);
        }
        return taken;
      },
    }),
    "never ends: news is told for ever": news({
      take(s: Any, room: number, n: number) {
        const taken = packets.take(s, room, n);
        for (const each of taken) packets.add(s, each);
        return taken;
      },
    }),
    "everything: room does not matter": news({
      take: (s: Any, _: number, n: number) => packets.take(s, Infinity, n),
    }),
    "silent: no news goes with messages": news({ take: () => [] }),
    "keeps to itself: what it hears is not told on": news({
      add(s: Any, each: News) {
        s.first ??= each.member;
        if (s.first === each.member) packets.add(s, each);
      },
    }),
    "no whole views: nobody compares": running(({ after }) => ({
      after: { ...after, sync: () => {} },
    })),
    "no answer: whole views are not answered": sending((message) =>
      message.type === "state" ? null : message
    ),
    "ping-pong: states are answered": running(({ upon }) => ({
      upon: {
        ...upon,
        state(s: Any, message: Any, io: Any) {
          upon.state(s, message, io);
          if (s.part !== "outside" && io.choose(2) === 0) {
            io.send(message.from, { type: "state", news: message.news });
          }
        },
      },
    })),
    "the living: whole views have members only": sending((message, s) =>
      message.type === "state" || message.type === "sync"
        ? {
          ...message,
          news: message.news.filter((each: News) => isIn(each) || each.member === s.self),
        }
        : message
    ),
    "no timer: after a crash it does not probe": running(({ start }) => ({
      start: (io: Any, journal: Any) =>
        start(
          journal.length === 0 ? io : nested(io, {
            wait: (ms: number, timer: Any) => timer.type !== "period" && io.wait(ms, timer),
          }),
          journal,
        ),
    })),
    "asks once: who joins asks one contact": running(({ after }) => ({
      after: { ...after, again: () => {} },
    })),
    "ten times: then who joins asks no more": running(({ after }) => ({
      after: {
        ...after,
        again(s: Any, event: Any, io: Any) {
          if (s.asked < 10) after.again(s, event, io);
        },
      },
    })),
    "newcomers do not probe: who joins sets no timer for it": running(({ upon }) => ({
      upon: {
        ...upon,
        join: (s: Any, message: Any, io: Any) =>
          upon.join(
            s,
            message,
            nested(io, {
              wait: (ms: number, timer: Any) => timer.type !== "period" && io.wait(ms, timer),
            }),
          ),
      },
    })),
    "no more comparing: after a crash it compares with nobody": running(({ start }) => ({
      start: (io: Any, journal: Any) =>
        start(
          journal.length === 0 ? io : nested(io, {
            wait: (ms: number, timer: Any) => timer.type !== "sync" && io.wait(ms, timer),
          }),
          journal,
        ),
    })),
    "records: for whom it has helped is kept": running(({ upon }) => ({
      upon: {
        ...upon,
        "ping-req"(s: Any, message: Any, io: Any) {
          upon["ping-req"](s, message, io);
          s.helped = [...s.helped ?? [], [message.from, message.sequence]];
        },
      },
    })),
    "saves all: it saves in each period": running(({ after }) => ({
      after: {
        ...after,
        period(s: Any, event: Any, io: Any) {
          after.period(s, event, io);
          io.save({
            incarnation: s.incarnation,
            member: s.part === "member",
            contacts: s.contacts,
          });
        },
      },
    })),
    "first contact: who joins asks the first only": running(({ after }) => ({
      after: {
        ...after,
        again(s: Any, event: Any, io: Any) {
          s.asked = 0;
          after.again(s, event, io);
        },
      },
    })),
    "no contacts: who joins alone asks for ever": running(({ upon }) => ({
      upon: {
        ...upon,
        join(s: Any, message: Any, io: Any) {
          if (message.contacts.length === 0) return;
          upon.join(s, message, io);
        },
      },
    })),
    "node 0: it is no contact": running(({ upon }) => ({
      upon: {
        ...upon,
        join: (s: Any, message: Any, io: Any) =>
          upon.join(
            s,
            { ...message, contacts: message.contacts.filter((node: number) => node) },
            io,
          ),
      },
    })),
    "one at a time: whoever is suspected next takes the time of the one before": running((
      { upon, after },
    ) => {
      const all = (handlers: Any) =>
        Object.fromEntries(
          Object.entries(handlers as Record<string, Any>).map(([type, handler]) => [
            type,
            (s: Any, event: Any, io: Any) =>
              handler(
                s,
                event,
                nested(io, {
                  wait(ms: number, timer: Any) {
                    if (timer.type === "suspicion") {
                      if (s.last !== undefined && s.last !== timer.key) {
                        io.cancel("suspicion", s.last);
                      }
                      s.last = timer.key;
                    }
                    io.wait(ms, timer);
                  },
                }),
              ),
          ]),
        );
      return { upon: all(upon), after: all(after) };
    }),
    "three: no more than three are in a whole view": sending((message) =>
      message.type === "state" || message.type === "sync"
        ? { ...message, news: message.news.slice(0, 3) }
        : message
    ),
    "thirty-two: nodes with greater numbers are not heard": running(({ upon }) => ({
      upon: Object.fromEntries(
        Object.entries(upon as Record<string, Any>).map(([type, handler]) => [
          type,
          (s: Any, event: Any, io: Any) =>
            handler(
              s,
              event.news === undefined
                ? event
                : { ...event, news: event.news.filter(({ member }: News) => member < 32) },
              io,
            ),
        ]),
      ),
    })),
    "twenty periods: then it probes no more": running(({ after }) => ({
      after: {
        ...after,
        period(s: Any, event: Any, io: Any) {
          s.periods = (s.periods ?? 0) + 1;
          if (s.periods <= 20) after.period(s, event, io);
        },
      },
    })),
    "two a period: two are probed": running(({ after }) => ({
      after: {
        ...after,
        period(s: Any, event: Any, io: Any) {
          after.period(
            s,
            event,
            nested(io, {
              wait: (ms: number, timer: Any) =>
                io.wait(timer.type === "period" ? ms / 2 : ms, timer),
            }),
          );
        },
      },
    })),
    "beside: what is held is kept beside the state": running(({ start, of }) => ({
      start: (io: Any, journal: Any) => {
        const s = start(io, journal);
        (beside ??= new Map()).set(io.self, s.known);
        return s;
      },
      of: (s: Any, node: number) => node === s.self ? of(s, node) : beside.get(s.self)?.get(node),
    })),
    "gone soon: who leaves goes at its next period": by({ limit: () => 1 }),
    "unsaved contacts: it asks nobody after a crash": doing((io) => ({
      save: (saved: Any) => io.save({ ...saved, contacts: [] }),
    })),
    "founders: who has joined is no member after a crash": running(({ start }, { members }) => ({
      start: (io: Any, journal: Any) =>
        start(
          io,
          io.self < members ? journal : journal.map((each: Any) => ({ ...each, member: false })),
        ),
    })),
    "joined already: a member that is to join does nothing": running(({ upon }) => ({
      upon: {
        ...upon,
        join: (s: Any, message: Any, io: Any) =>
          s.part === "member" ? undefined : upon.join(s, message, io),
      },
    })),
    "first of the dead: only that one is tried": running(({ after }) => ({
      after: {
        ...after,
        sync(s: Any, event: Any, io: Any) {
          let drawn = 0;
          after.sync(
            s,
            event,
            nested(io, { choose: (n: number) => drawn++ === 2 ? 0 : io.choose(n) }),
          );
        },
      },
    })),
    "seven times: then the dead are not tried any more": running(({ after }) => ({
      after: {
        ...after,
        sync: (s: Any, event: Any, io: Any) =>
          after.sync(
            s,
            event,
            nested(io, {
              send(to: number, message: Any) {
                if (s.known.get(to)?.status === "dead") s.tries = (s.tries ?? 0) + 1;
                if (s.known.get(to)?.status !== "dead" || s.tries <= 7) io.send(to, message);
              },
            }),
          ),
      },
    })),
    "one dead: it is not tried alone": by({
      reconnects: (dead, members, choose) => dead > 1 && dead > choose(members),
    }),
    "newcomers do not compare: who joins sets no timer for it": running((
      { start, upon },
      { members },
    ) => {
      const quiet = (io: Any) =>
        nested(io, {
          wait: (ms: number, timer: Any) => timer.type !== "sync" && io.wait(ms, timer),
        });
      return {
        start: (io: Any, journal: Any) => start(io.self < members ? io : quiet(io), journal),
        upon: {
          ...upon,
          join: (s: Any, message: Any, io: Any) => upon.join(s, message, quiet(io)),
        },
      };
    }),
    "thirty-two others: no more are in a whole view": sending((message) =>
      message.type === "state" || message.type === "sync"
        ? { ...message, news: message.news.slice(0, 33) }
        : message
    ),
    "half: a suspicion lasts half as long": by({
      suspicionMs: ({ suspicionMs }) => suspicionMs / 2,
    }),
    "four periods: so long a suspicion lasts": by({ suspicionMs: ({ periodMs }) => 4 * periodMs }),
    "refutes in silence: it does not tell that it is alive": running(({ upon }) => ({
      upon: Object.fromEntries(
        Object.entries(upon as Record<string, Any>).map(([type, handler]) => [
          type,
          (s: Any, event: Any, io: Any) => {
            const before = s.incarnation, { part } = s;
            handler(s, event, io);
            if (part === "member" && s.incarnation > before) s.packets.pieces.delete(s.self);
          },
        ]),
      ),
    })),
    "its own: only who has accused one waits for the end of a suspicion": running(({ upon }) => ({
      upon: Object.fromEntries(
        Object.entries(upon as Record<string, Any>).map(([type, handler]) => [
          type,
          (s: Any, event: Any, io: Any) =>
            handler(
              s,
              event,
              nested(io, {
                wait: (ms: number, timer: Any) => timer.type !== "suspicion" && io.wait(ms, timer),
              }),
            ),
        ]),
      ),
    })),
    "80 ms: so long it waits for an answer": chosen({ timeoutMs: 80 }),
    "two: so many are asked for help": chosen({ helpers: 2 }),
    "200 ms: so long a period is": chosen({ periodMs: 200 }),
    "1,500 ms: so often it compares": chosen({ syncMs: 1500 }),
  },
};
