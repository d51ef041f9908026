import text from "./checkpoints.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Answers } from "../answers.ts";
import type { Checkpoints, Keeper, Kept, Notice } from "../given.ts";
import { label } from "../given.ts";
import { aCase, type Case, type Event } from "./checkpoints_cases.ts";
import { atFirst, keeperOf } from "./checkpoints_model.ts";
import { kept, sharedWords, snapshotWords, stateWords } from "./checkpoints_words.ts";

export const checkpoints = task<Answers>(text, ({ checkpoints }, grading) => {
  begun(checkpoints, grading);
  playAll<Event, Case>(
    drawn(1800, "checkpoints", aCase),
    (given) => gameOf(checkpoints, given),
    grading,
  );
});

function begun(own: Checkpoints, grading: Grading): void {
  const id = { replica: 0, slot: 1 }, s = atFirst(3);
  s.rows[0]!.set(1, []);
  grading.begun(() => void own.execute(s, id));
  const io = new StepIo<Notice, never, never>({ self: 0, nodes: 3 });
  grading.begun(() => own.ask(atFirst(3), { type: "ask", id, from: 1 }, io));
  grading.begun(() => own.tell(atFirst(3), { type: "tell", id, value: [], from: 1 }, io));
  const { snapshot } = atFirst(3);
  grading.begun(() => own.install(atFirst(3), { type: "install", snapshot, from: 1 }, io));
}

function gameOf(own: Checkpoints, { replicas, values }: Case): Game<Event> {
  return {
    words: `replica 0 of ${replicas}`,
    model: () => keeperOf(replicas, values),
    start: (): Keeper => atFirst(replicas),
    play(given, event, did) {
      const s = given as Keeper;
      const io = new StepIo<Notice, never, never>({ self: 0, nodes: replicas });
      if (event.type === "execute") {
        const answers = own.execute(s, event.id);
        for (const [i, answer] of [...answers].entries()) {
          if (answer !== undefined) did(`answers command ${i}: ${answer}`);
        }
      } else call(own, s, shown(event), io);
      for (const effect of io.effects) {
        if (effect.kind === "send") did(`sends ${noticeWords(effect.message)} to ${effect.to}`);
      }
      for (const words of stateWords(s)) did(words);
      for (const words of sharedWords(s)) did(words);
    },
    tell: (event) =>
      event.type === "execute"
        ? `it is the turn of ${label(event.id)}`
        : `replica ${event.from} says ${noticeWords(event)}`,
    why: (event, _, { came, due }) => why(event, [...came, ...due]),
  };
}

function call(
  own: Checkpoints,
  s: Keeper,
  event: Exclude<Event, { type: "execute" }>,
  io: StepIo<Notice, never, never>,
): void {
  switch (event.type) {
    case "ask":
      return own.ask(s, event, io);
    case "tell":
      return own.tell(s, event, io);
    case "install":
      return own.install(s, event, io);
  }
}

function noticeWords(notice: Notice): string {
  switch (notice.type) {
    case "ask":
      return `"what is decided in ${label(notice.id)}?"`;
    case "tell":
      return `"${label(notice.id)} is decided: ${kept(notice.value as readonly Kept[])}"`;
    default:
      return `"install ${snapshotWords(notice.snapshot)}"`;
  }
}

function why(event: Event, differs: readonly string[]): string {
  const isAbout = (...starts: string[]) =>
    differs.some((words) => starts.some((start) => words.startsWith(start)));
  if (isAbout("shares")) {
    return "what a snapshot holds never changes: it is a copy, and so is what is made of it";
  }
  switch (event.type) {
    case "execute":
      if (!isAbout("answers", "machine", "sessions")) {
        return isAbout("keeps")
          ? "a snapshot holds all that is executed, also what the one before it held: in each row up to the first gap (`through`), " +
            "and what is executed beyond it (`beyond`); machine and sessions are as they are now"
          : "what a snapshot holds is gone from `rows` and `executed`, and nothing else is";
      }
      return "a command takes effect once, and is answered as it was, until its client says that it has the answer (Ongaro 2014, section 6.3); " +
        "a checkpoint takes the place of all that is executed before it";
    case "ask":
      return "what is decided is told, and what is forgotten comes as a snapshot";
    case "tell":
      return "what is decided is kept until a snapshot holds it, and not once more after that";
    case "install":
      return "a newer snapshot takes the place of all that was executed, and of nothing else";
  }
}
