/** Bugs of a store of ranges. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { clone } from "hb/model/clone.ts";
import type { Answers } from "../../../exercises/15-multiraft/answers.ts";
import type { Any, Groups, StoreOptions } from "../../../exercises/15-multiraft/given.ts";
import { operate } from "../operate.ts";
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

export const storeMutants: Mutants<Answers> = {
  store: {
    "yes to all: a split that is refused is answered as if it were done": upon(({ told }) => ({
      told: (s: Any, message: Any, io: Any) =>
        told(s, message, {
          ...io,
          answer: (to: number, answer: Any) =>
            io.answer(to, "value" in answer || answer.why ? answer : { ok: true }),
        }),
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
    "remembers nothing: a node starts with nothing": over((given) => ({
      start: (io) => given.start(io, []),
    })),
  },
};
