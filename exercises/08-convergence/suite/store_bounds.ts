/** What a store may send, keep and save, and what it survives. @module */

import { type Grading, told } from "hb/grade/part.ts";
import { sameWords } from "hb/grade/played.ts";
import { encode } from "hb/model/encode.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { StoreRequest } from "../given.ts";
import { Told } from "./store_told.ts";
import { asked, type Begin, peek } from "./store_world.ts";
import { inWords } from "./values.ts";

export const long = (i: number) => `an element with a name that is rather long, number ${i}`;
export const add = (element: string, key = "s"): StoreRequest => ({ type: "add", key, element });
export const remove = (element: string, key = "s"): StoreRequest => ({
  type: "remove",
  key,
  element,
});

/** Requires all that is told here. */
export function bounds(begin: Begin, grading: Grading): void {
  answers(begin, grading);
  areApart(begin, grading);
  sendsLittle(begin, grading);
  keepsLittle(begin, grading);
  savesLittle(begin, grading);
}

/** Each request is answered at once, by one copy alone. */
function answers(begin: Begin, grading: Grading): void {
  const values = [0, "", false, null, "a"],
    asks: (readonly [StoreRequest, unknown])[] = [
      [{ type: "read", key: "x" }, null],
      [{ type: "elements", key: "x" }, []],
      ...values.flatMap((value) => [
        [{ type: "write", key: "", value }, null] as const,
        [{ type: "read", key: "" }, value] as const,
      ]),
      ...values.map((element) => [{ type: "add", key: "1", element }, null] as const),
      [{ type: "remove", key: "1", element: 0 }, null],
      [{ type: "remove", key: "x", element: "never" }, null],
      [{ type: "elements", key: "1" }, values.slice(1)],
      [{ type: "elements", key: "01" }, []],
    ];
  const running = begin({ names: 1 }), at = { self: 1, nodes: 3 };
  const s = grading.asked(() => running.start(new StepIo(at), []), () => "asked: a copy begins");
  for (const [request, must] of asks) {
    const io = new StepIo<Tagged, Tagged, unknown>(at),
      words = `${asked(request)}, at one copy of three`;
    const step = () => running.upon[request.type]!(s, { ...request, from: 3 }, io);
    grading.asked(step, () => `asked: ${words}\n  came`);
    const came = io.effects.flatMap((each) =>
      each.kind === "answer" ? [answerOf(each.client, each.result)] : []
    );
    sameWords(words, came, [answerOf(3, must)], "a copy answers at once, from what it knows");
  }
}

const answerOf = (client: number, result: unknown) =>
  `client ${client} is answered ${Array.isArray(result) ? inWords(result) : told(result)}`;

/** Sets and elements that are alike when they stand side by side. */
function areApart(begin: Begin, grading: Grading): void {
  const run = new Told(begin, 2, grading);
  for (const by of [":", ",", ".", "/", " ", "|", "-", "_", ""]) {
    run.ask(0, add("c", `a${by}b`));
    run.ask(0, add(`b${by}c`, "a"));
    run.ask(0, remove("b", `a${by}b`));
  }
  run.run(1000);
  const why = "each set is one of its own, and so is each element";
  for (const by of [":", ",", ".", "/", " ", "|", "-", "_", ""]) run.all(`a${by}b`, '"c"', why);
}

/** One more element costs what it takes to say it, and then there is quiet. */
function sendsLittle(begin: Begin, grading: Grading): void {
  const run = new Told(begin, 3, grading);
  run.also("copy 0 is asked to add 150 elements with long names");
  for (let i = 0; i < 150; i++) run.ask(0, add(long(i)), false);
  run.run(2000);
  const from = run.world.now;
  run.ask(1, add("one more"));
  run.run(1000);
  const { characters } = run.sent(from);
  const why = "who has acknowledged what came before gets the delta, and not the whole state " +
    "(Almeida et al. 2018, algorithm 2)";
  run.within(characters, 6000, "characters that are sent between copies from then on", why);
  const quiet = run.world.now;
  run.also("nothing is asked for 2000 ms");
  run.run(2000);
  const { messages } = run.sent(quiet);
  run.within(
    messages,
    0,
    "messages between copies",
    "where all have everything, and all know, nothing is said",
  );
}

/** What is removed, and what all have, is not kept. */
function keepsLittle(begin: Begin, grading: Grading): void {
  const run = new Told(begin, 2, grading);
  run.also("elements 1 to 150 are added at copy 0, and removed at copy 1");
  for (let i = 1; i <= 150; i++) {
    run.ask(0, add(long(i)), false);
    if (i % 10 === 0) {
      run.run(300);
      for (let j = i - 9; j <= i; j++) run.ask(1, remove(long(j)), false);
    }
  }
  run.run(1500);
  run.all("s", "nothing", "what was seen was removed");
  const size = Math.max(...run.world.states.map((state) => encode(state).length));
  const why = "there are no tombstones, and deltas that all have acknowledged are forgotten";
  run.within(size, 1500, "characters of the largest state", why);
}

/** What is saved upon an update says the update, and what is compacted what is there. */
function savesLittle(begin: Begin, grading: Grading): void {
  const running = begin({ names: 1 }), at = { self: 0, nodes: 1 };
  let journal: unknown[] = [];
  const step = (take: (io: StepIo<Tagged, Tagged, unknown>) => void, words: string) => {
    const io = new StepIo<Tagged, Tagged, unknown>(at);
    grading.asked(() => take(io), () => `asked: ${words}`);
    const saved = io.effects.flatMap((each) => each.kind === "save" ? [each.record] : []);
    journal.push(...saved);
    return encode(saved).length;
  };
  let s: unknown;
  step((io) => void (s = running.start(io, [])), "a copy begins");
  const asks = (request: StoreRequest) =>
    step((io) => running.upon[request.type]!(s, { ...request, from: 1 }, io), encode(request));
  for (let i = 0; i < 100; i++) asks(add(long(i)));
  const length = asks(add("x"));
  grading.expect(
    length <= 500,
    `to a set of 100 elements one is added: what is saved then is ${length} characters long, and must be ` +
      `500 at most; the rest is saved already`,
  );
  for (let i = 0; i < 100; i++) asks(remove(long(i)));
  for (let i = 0; i < 100; i++) asks({ type: "write", key: "r", value: i });
  const compact = grading.asked(
    () => running.compact?.(structuredClone(journal)) ?? journal,
    () => "asked: to compact a journal",
  );
  const size = encode(compact).length;
  grading.expect(
    size <= 1500,
    `100 elements were added and removed, and one register was written to 100 times: the compacted journal is ` +
      `${size} characters long, and must be 1500 at most`,
  );
  for (
    const [words, from] of [["its journal", journal], ["its compacted journal", [
      ...compact,
    ]]] as const
  ) {
    journal = [];
    step(
      (io) => void (s = running.start(io, structuredClone(from))),
      `a copy comes back with ${words}`,
    );
    const came = [
      peek(running, s, 1, { type: "elements", key: "s" }),
      peek(running, s, 1, { type: "read", key: "r" }),
    ];
    grading.equal(came, [["x"], 99], `what is there when a copy comes back with ${words}`);
  }
}
