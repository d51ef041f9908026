import text from "./executor.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, type Model, playAll } from "hb/grade/played.ts";
import type { Answers } from "../answers.ts";
import type { Executing, Executor, Id, Proposal } from "../given.ts";
import { label } from "../given.ts";
import { aRun, type Commit, type Run } from "./executor_runs.ts";
import { doInterfere } from "./interfering.ts";
import { type Execution, ready } from "./executor_order.ts";
import { commands, dependencies } from "./words.ts";

export const executor = task<Answers>(text, ({ executor }, grading) => {
  begun(executor, grading);
  playAll<Commit, Run>(
    drawn(1600, "executor", aRun),
    (given) => gameOf(executor, given),
    grading,
  );
});

function begun(own: Executor, grading: Grading): void {
  const setting = settingOf({ self: 0, replicas: 3, script: [] });
  const message = {
    id: { replica: 0, slot: 1 },
    proposal: { value: [], dependencies: [0, 0, 0], sequence: 1 },
  };
  const io = { execute: () => "", answer() {} };
  grading.begun(() => own.commit(setting, own.start(setting), shown(message), io));
}

function settingOf({ self, replicas }: Run): Executing {
  return { self, replicas, interfere: doInterfere };
}

interface Seen {
  own: unknown;
}

function gameOf(own: Executor, run: Run): Game<Commit> {
  const { self, replicas } = run, setting = settingOf(run);
  let next: readonly Execution[] = [];
  return {
    words: `replica ${self} of ${replicas}, which executes what is decided`,
    model(): Model<Commit> {
      const decided = new Map<string, { id: Id; proposal: Proposal }>(), done = new Set<string>();
      const sessions = new Map<string, { number: number; result: string }>();
      return {
        resolve(event) {
          if (!decided.has(label(event.id))) decided.set(label(event.id), event);
          next = ready(decided, done, sessions, self);
          return event;
        },
        after: () => next.flatMap(({ words }) => words),
      };
    },
    start: (): Seen => ({ own: own.start(shown({ self, replicas }) as Executing) }),
    play(s, event, did) {
      const seen = s as Seen, order: string[] = [];
      own.commit(setting, seen.own, shown(event), {
        execute({ name }) {
          order.push(name);
          did(`executes ${name}`);
          return `result of ${name}`;
        },
        answer: (id, nth, result) => did(`answers command ${nth} of ${label(id)}: ${result}`),
      });
      for (const words of outOfOrder(next, order)) did(words);
    },
    tell: ({ id, proposal: { value, dependencies: slots, sequence } }) =>
      `${label(id)} is decided: ${commands(value)}, after ${dependencies(slots)}, #${sequence}`,
    why: (_, __, { came, due }) =>
      came.some((each) => each.includes("before"))
        ? "what an instance depends on comes first; inside a component the sequence number decides, then the replica, then the slot (Moraru et al. 2013, section 4.3.2)"
        : came.some((each) => each.startsWith("executes"))
        ? "all that an instance names must be decided, and all that these depend on, before it is executed; and no command takes effect twice (Moraru et al. 2013, section 4.3.2; Ongaro 2014, section 6.3)"
        : due.some((each) => each.startsWith("executes"))
        ? "all that it names is decided, and whatever of this interferes is executed or can be with it: nothing else is waited for (Moraru et al. 2013, section 4.3.2)"
        : "whoever asked here for a command is answered when its instance is executed: with its result, which a command that comes again does not change (Ongaro 2014, section 6.3)",
  };
}

/** Commands that were executed in another order than they must be; those that do not interfere have none. */
function* outOfOrder(must: readonly Execution[], order: readonly string[]): Generator<string> {
  for (const [at, a] of must.entries()) {
    for (const b of must.slice(at)) {
      if (a !== b && !doInterfere(a.value, b.value)) continue;
      for (const [i, first] of a.names.entries()) {
        for (const second of a === b ? b.names.slice(i + 1) : b.names) {
          const [x, y] = [order.indexOf(first), order.indexOf(second)];
          if (x >= 0 && y >= 0 && y < x) return yield `executes ${second} before ${first}`;
        }
      }
    }
  }
}
