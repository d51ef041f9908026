import text from "./acceptor.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { clone } from "hb/model/clone.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Answers } from "../answers.ts";
import type { Acceptor, Instance, Message, Replica, Saved } from "../given.ts";
import { label } from "../given.ts";
import { aCase, type Case, type Event, shortCases } from "./acceptor_cases.ts";
import { modelOf, opinion } from "./acceptor_model.ts";
import { instance, message, sends } from "./words.ts";

export const acceptor = task<Answers>(text, ({ acceptor }, grading) => {
  begun(acceptor, grading);
  const play = (cases: Iterable<Case>) =>
    playAll<Event, Case>(cases, (given) => gameOf(acceptor, given), grading);
  play(shortCases());
  play(drawn(2500, "acceptor", aCase));
});

function begun(own: Acceptor, grading: Grading): void {
  const [first] = shortCases(), s = { rows: [new Map(), new Map(), new Map()] };
  for (const { event } of first!.all) {
    if (event === "crash") continue;
    grading.begun(() => call(own, clone(s), event, new StepIo({ self: 0, nodes: 3 })));
  }
}

type Memory = Map<string, Saved>;

interface Seen {
  s: Replica;
  readonly disk: Memory;
}

function gameOf(own: Acceptor, { self, nodes }: Case): Game<Event> {
  let allowed: readonly string[] = [], reason = "";
  return {
    words: `replica ${self} of ${nodes}`,
    model() {
      const model = modelOf(nodes);
      return {
        ...model,
        resolve(event) {
          allowed = model.mayAlso(event);
          reason = model.refuses(event) ?? why(event);
          return model.resolve(event);
        },
      };
    },
    start: (): Seen => ({
      s: { rows: Array.from({ length: nodes }, () => new Map()) },
      disk: new Map(),
    }),
    play(given, event, did) {
      const seen = given as Seen;
      if (event === "crash") {
        seen.s = { rows: Array.from({ length: nodes }, () => new Map()) };
        for (const { id, instance } of seen.disk.values()) {
          seen.s.rows[id.replica]!.set(id.slot, clone(instance));
        }
      } else {
        const io = new StepIo<Message, { readonly type: "retry" }, Saved>({ self, nodes });
        call(own, seen.s, event, io);
        for (const words of sends(io.effects)) if (!allowed.includes(words)) did(words);
        for (const effect of io.effects) {
          if (effect.kind !== "save") continue;
          const name = label(effect.record.id);
          if (seen.disk.get(name)?.instance.phase === "committed") {
            did(`saves ${name} again, which is saved as decided`);
          }
          seen.disk.set(name, effect.record);
        }
      }
      for (const { id, instance: saved } of seen.disk.values()) {
        did(`has saved ${label(id)} ${instance(saved)}`);
      }
      for (const [replica, row] of seen.s.rows.entries()) {
        for (const [slot, known] of row) {
          const name = label({ replica, slot }), saved = seen.disk.get(name)?.instance;
          const is = instance(known), was = saved === undefined ? "nothing" : instance(saved);
          if (is !== was) did(`holds ${name} ${is}, and has saved ${was}`);
        }
      }
      for (const [name, { id: { replica, slot } }] of seen.disk) {
        if (!seen.s.rows[replica]!.has(slot)) did(`has forgotten ${name}, and has it saved`);
      }
    },
    tell: (event) =>
      event === "crash"
        ? "it crashes and comes back"
        : `replica ${event.from} says ${message(event)}`,
    why: () => reason,
  };
}

function call(
  own: Acceptor,
  s: Replica,
  event: Exclude<Event, "crash">,
  io: StepIo<Message, { readonly type: "retry" }, Saved>,
): void {
  const setting = {
    attributes: (
      known: Replica,
      id: Saved["id"],
      value: NonNullable<Instance["proposal"]>["value"],
    ) => opinion(known.rows, id, value),
  };
  const given = shown(event);
  switch (given.type) {
    case "preAccept":
      return own.preAccept(setting, s, given, io);
    case "accept":
      return own.accept(setting, s, given, io);
    case "commit":
      return own.commit(setting, s, given, io);
    case "prepare":
      return own.prepare(setting, s, given, io);
  }
}

function why(event: Event): string {
  if (event === "crash") return "all that it has said must be on its disk, and nothing else is";
  switch (event.type) {
    case "preAccept":
      return "it adds what it knows to what it is told, once, and never in an instance where a higher ballot is " +
        "promised (Moraru et al. 2013, figure 2); what was asked for is remembered as it was (Ryabinin, Gotsman and Sutra 2025, figure 3)";
    case "accept":
      return "it votes in the ballot that it has promised, or in a higher one, and in no lower one (figure 2)";
    case "commit":
      return "what is decided stays, and what comes again is not saved again (figure 2)";
    case "prepare":
      return "a promise changes nothing of what was accepted, nor in which ballot that was (Sutra 2019, section 3)";
  }
}
