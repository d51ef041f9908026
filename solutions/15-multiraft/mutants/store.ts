/** Bugs of a store of ranges. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { clone } from "hb/model/clone.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/15-multiraft/answers.ts";
import type { Any, Groups, StoreOptions } from "../../../exercises/15-multiraft/given.ts";
import { operate } from "../operate.ts";
import { routes } from "../routes.ts";
import { decisions, storeBy } from "../store.ts";

/** The reference, which decides otherwise. */
const by = (change: Partial<typeof decisions>) => storeBy({ ...decisions, ...change });

/** The reference, whose machine applies otherwise. */
const applying = (change: (state: Any, command: Any, members: readonly number[]) => Any) =>
  by({ apply: change });

/** The reference, where a child is otherwise when it is born. */
const born = (change: (child: Any, state: Any, before: Any) => void) =>
  applying((state, command, members) => {
    const before = clone(state), made = decisions.apply(state, command, members);
    if (made.child !== null) change(made.child, state, before);
    return made;
  });

/** The reference, over groups that do something else, or which decides otherwise. */
const over = (groups: (given: Groups) => Partial<Groups>, decide = decisions) => ({
  protocol: (options: StoreOptions) =>
    storeBy(decide).protocol({
      ...options,
      groups(machine) {
        const given = options.groups(machine);
        return { ...given, ...groups(given) };
      },
    }),
});

/** The reference, one of whose handlers is otherwise. */
const upon = (change: (upon: Any) => Any) => ({
  protocol(options: StoreOptions) {
    const running = storeBy(decisions).protocol(options);
    return { ...running, upon: { ...running.upon, ...change(running.upon) } };
  },
});

/** The reference, where stamps are otherwise, or otherwise understood. */
const stamped = (change: (stamp: Any, operation: Any) => Any) =>
  applying((state, command, members) =>
    decisions.apply(
      state,
      command.type === "operate" && command.stamp !== null
        ? { ...command, stamp: change(command.stamp, command.operation) }
        : command,
      members,
    )
  );

/** The reference, which remembers only the latest answers to a gateway. */
const latest = (most: number) =>
  applying((state, command, members) => {
    const made = decisions.apply(state, command, members);
    for (const { answers } of state.heard.values()) {
      for (const each of [...answers.keys()].slice(0, -most)) answers.delete(each);
    }
    return made;
  });

/** The reference, whose nodes forget something when they start. */
const started = (change: (saved: readonly Any[]) => readonly Any[]) =>
  over((given) => ({ start: (io, saved) => given.start(io, change(saved)) }));

/** The reference, which believes of a range what it was told first, and of others what was at first. */
const believing = (decide: Partial<typeof decisions>) => ({
  protocol(options: StoreOptions) {
    const running = by(decide).protocol(options);
    return {
      ...running,
      start(io: Any, journal: readonly Any[]) {
        const s = running.start(io, journal);
        for (const range of options.ranges) {
          routes.learn(s.known, { ...range, version: 1, conf: 0, leader: null });
        }
        return s;
      },
    };
  },
});

/** The reference, where splits are otherwise answered or done. */
const splitting = (change: (command: Any, state: Any) => Any) =>
  applying((state, command, members) =>
    (command.type === "split" ? change(command, state) : undefined) ??
      decisions.apply(state, command, members)
  );

const refused = { answer: { ok: false, why: "refused" }, child: null };

export const storeMutants: Mutants<Answers> = {
  store: {
    "yes to all: a split that is refused is answered as if it were done": upon(({ told }) => ({
      told: (s: Any, message: Any, io: Any) =>
        told(
          s,
          message,
          nested<Any, Any, Any>(io, {
            answer: (to, answer) =>
              io.answer(to, "value" in (answer as Any) ? answer : { ok: true }),
          }),
        ),
    })),
    "child forgets what was answered: the table stays with the parent": born((child) =>
      child.heard.clear()
    ),
    "off by one: the key at which it is split stays with the parent": born(
      (child, state, before) => {
        if (!before.data.has(child.start)) return;
        state.data.set(child.start, before.data.get(child.start));
        child.data.delete(child.start);
      },
    ),
    "keeps all: the parent has the child's keys as well": born((_, state, before) => {
      state.end = before.end;
    }),
    "loses data: a child begins with nothing": born((child) => child.data.clear()),
    "same version: the parent's version stays": born((_, state, before) => {
      state.version = before.version;
    }),
    "done twice: what is asked again is done again": by({ stampOf: () => null }),
    "no interval: a range does what is asked of keys that it has not": applying(
      (state, command, members) => {
        if (command.type !== "operate") return decisions.apply(state, command, members);
        const all = { ...state, start: "", end: null };
        return { answer: operate(all, { ...command, version: state.version }), child: null };
      },
    ),
    "no boot: numbers of all starts are of the first": by({ bootAfter: () => 1 }),
    "any boot: an answer to an earlier start's question counts": by({ isOfThisBoot: () => true }),
    "begins twice: a node begins a child that it has": by({ begins: () => true }),
    "starts over: a child begins again when the log is applied again": over((given) => ({
      begin(g, group, members, state, io) {
        g.groups.delete(group);
        return given.begin(g, group, members, state, io);
      },
    }), { ...decisions, begins: () => true }),
    "leader only: a child is begun by whoever leads the parent": over((given) => ({
      receive: (g, message, io) =>
        given.receive(g, message, io).map((each) =>
          each.type === "applied" && !given.leads(g, each.group)
            ? { ...each, result: { ...each.result, child: null } }
            : each
        ),
    })),
    "reads here: a leader answers reads without the log": by({
      readHere: (state, command) =>
        command.type === "operate" && command.operation.type === "get"
          ? operate(clone(state), { ...command, version: state.version })
          : undefined,
    }),
    "reads anywhere: any replica answers reads": upon((upon) => ({
      please(s: Any, message: Any, io: Any) {
        if (message.command.operation?.type !== "get") return upon.please(s, message, io);
        const there = s.groups.groups.get(message.group)?.machine.state;
        if (there === undefined) return upon.please(s, message, io);
        const result = operate(clone(there), message.command);
        io.send(message.from, {
          type: "told",
          id: message.id,
          boot: message.boot,
          outcome: { type: "result", result },
          known: [],
        });
      },
    })),
    "answers early: a write is answered when it is proposed": upon((upon) => ({
      please(s: Any, message: Any, io: Any) {
        const { id, boot, command, group, from } = message, there = s.groups.groups.get(group);
        upon.please(s, message, io);
        if (there?.leading && command.operation?.type === "put") {
          const result = { ok: true, value: null };
          io.send(from, { type: "told", id, boot, outcome: { type: "result", result }, known: [] });
        }
      },
    })),
    "lost is done: what was not applied is answered": over((given) => {
      const turned = (all: Any[]) =>
        all.map((each) =>
          each.type === "lost"
            ? {
              type: "done",
              ticket: each.ticket,
              result: { answer: { ok: true, value: null }, child: null },
            }
            : each
        );
      return {
        propose: (g, group, command, ticket, io) =>
          turned(given.propose(g, group, command, ticket, io)),
        receive: (g, message, io) => turned(given.receive(g, message, io)),
        after: (g, timer, io) => turned(given.after(g, timer, io)),
      };
    }),
    "stubborn: it always asks the leader that it knows": by({
      targetOf: ({ leader, members }) => leader ?? members[0]!,
    }),
    "first member: it asks the first member": by({ targetOf: ({ members }) => members[0]! }),
    "learns nothing: nobody says what is known better": by({ learns: () => false }),
    "once: it asks once": by({ asksAgain: (tries) => tries <= 1 }),
    "three times: it gives up": by({ asksAgain: (tries) => tries <= 3 }),
    "first version: it always names version 1": by({ versionFor: () => 1 }),
    "goes on asking: what is answered is asked again": by({ forgets: () => false }),
    "everybody: all nodes are asked at once": upon((upon) => ({
      ask(s: Any, message: Any, io: Any) {
        upon.ask(s, message, io);
        for (const node of io.peers) {
          io.send(node, {
            type: "told",
            id: -1,
            boot: 0,
            outcome: { type: "elsewhere" },
            known: [],
          });
        }
        for (const node of io.peers) {
          io.send(node, {
            type: "told",
            id: -1,
            boot: 0,
            outcome: { type: "elsewhere" },
            known: [],
          });
        }
      },
    })),
    "deaf: timers of groups are dropped": over((given) => ({
      after: (g, timer, io) =>
        given.leads(g, Number(timer.key.split(" ")[0])) ? given.after(g, timer, io) : [],
    })),
    "twice deleted: a delete that is asked again is done again": stamped((stamp, { type }) =>
      type === "delete" ? null : stamp
    ),
    "twice compared: a cas that is asked again is done again": stamped((stamp, { type }) =>
      type === "cas" ? null : stamp
    ),
    "one answer: of each gateway one answer is remembered": latest(1),
    "ten answers: of each gateway ten answers are remembered": latest(10),
    "own lowest: what was asked before is over": by({
      stampOf: (gateway, boot, sequence) => ({ gateway, boot, sequence, lowest: sequence }),
    }),
    "late: what is over is done when it comes late": applying((state, command, members) => {
      for (const heard of state.heard.values()) heard.lowest = 0;
      return decisions.apply(state, command, members);
    }),
    "keeps answers: a gateway never says what is over": by({
      stampOf: (gateway, boot, sequence) => ({ gateway, boot, sequence, lowest: 0 }),
    }),
    "keeps askers: who has asked is remembered for ever": upon((upon) => ({
      please(s: Any, message: Any, io: Any) {
        upon.please(s, message, io);
        s.asked = [...s.asked ?? [], message.id];
      },
    })),
    "keeps what is given up: it is not forgotten": {
      protocol(options) {
        const { after, ...running } = storeBy(decisions).protocol(options);
        return {
          ...running,
          after: {
            ...after,
            again(s, timer, io) {
              const pending = s.pending.get(timer.key);
              after.again!(s, timer, io);
              if (!s.pending.has(timer.key)) s.over = [...s.over ?? [], pending];
            },
          },
        };
      },
    },
    "twelve times: it gives up": by({ asksAgain: (tries) => tries <= 12 }),
    "ninety times: it gives up": by({ asksAgain: (tries) => tries <= 90 }),
    "endless: it never gives up": by({ asksAgain: () => true }),
    "second start: all starts but the first have the number 2": by({
      bootAfter: (boots) => Math.min(boots + 1, 2),
    }),
    "third start: all starts after it have its number": by({
      bootAfter: (boots) => Math.min(boots + 1, 3),
    }),
    "twelve groups: after a crash those with higher numbers begin anew": started((saved) =>
      saved.filter(({ group }) => group <= 12)
    ),
    "four groups: after a crash the fifth and later ones begin anew": started((saved) => {
      const first = [...new Set(saved.map(({ group }) => group))].slice(0, 4);
      return saved.filter(({ group }) => first.includes(group));
    }),
    "no group 0: a group without a number is none": over((given) => ({
      groups: (g) => given.groups(g).filter((group) => group),
    })),
    "half known: where only one half is known it cannot ask": believing({
      atFirst: () => undefined as never,
    }),
    "endless range: the last range cannot be split": splitting(({ at }, { end }) =>
      at < end ? undefined : refused
    ),
    "splits at the start: a range may be empty": splitting(({ at, version }, state) =>
      at === state.start && at === "" && version === state.version
        ? { answer: { ok: true, value: null }, child: null }
        : undefined
    ),
    "by locale: keys are ordered as people do": splitting((command, state) => {
      const { start, end } = state, { at } = command;
      const isInside = start.localeCompare(at) < 0 && (end === null || at.localeCompare(end) < 0);
      return isInside ? undefined : refused;
    }),
    "empty is nothing: a key that holds an empty text is as one that holds nothing": applying(
      (state, command, members) => {
        const made = decisions.apply(state, command, members);
        return made.answer.value === "" ? { ...made, answer: { ok: true, value: null } } : made;
      },
    ),
    "remembers nothing: a node starts with nothing": over((given) => ({
      start: (io) => given.start(io, []),
    })),
  },
};
