/** What a store may send, keep and save, and what it survives. @module */

import type { Grading } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { StoreRequest } from "../given.ts";
import { Told } from "./store_told.ts";
import { type Begin, peek } from "./store_world.ts";
import { inWords } from "./values.ts";

const long = (i: number) => `an element with a name that is rather long, number ${i}`;
const add = (element: string, key = "s"): StoreRequest => ({ type: "add", key, element });
const remove = (element: string, key = "s"): StoreRequest => ({ type: "remove", key, element });

/** Requires all that is told here. */
export function bounds(begin: Begin, grading: Grading): void {
  answers(begin, grading);
  areApart(begin, grading);
  sendsLittle(begin, grading);
  keepsLittle(begin, grading);
  isAway(begin, grading);
  overOthers(begin, grading);
  lateWord(begin, grading);
  losesDisk(begin, grading);
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
      words = `asked: ${encode(request)}, of one copy of three`;
    grading.asked(() => running.upon[request.type]!(s, { ...request, from: 3 }, io), () => words);
    const came = io.effects.flatMap((each) => each.kind === "answer" ? [each] : []);
    const tell = (value: unknown) => Array.isArray(value) ? inWords(value) : encode(value);
    grading.equal(
      came.map(({ client, result }) => [client, tell(result)]),
      [[3, tell(must)]],
      `${words}: answers, and to whom`,
    );
  }
}

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

/** What was acknowledged before a crash comes late, and is about other deltas. */
function lateWord(begin: Begin, grading: Grading): void {
  const run = new Told(begin, 2, grading);
  const late = { kind: "late", at: 0, forMs: 400, from: 1, to: 0, latencyMs: 1200 } as const;
  run.inject(late, "what copy 1 says in the next 400 ms comes once more, 1200 ms later");
  run.ask(0, add("a"));
  run.ask(0, add("b"));
  run.run(600);
  run.inject({ kind: "crash", at: 0, node: 0, downMs: 10 }, "copy 0 crashes, and comes back");
  run.run(2);
  const sides = [[0], [1]] as const;
  const cut = { kind: "partition", at: 0, forMs: 1500, sides, oneWay: true } as const;
  run.inject(cut, "for 1500 ms copy 1 does not hear copy 0");
  run.run(20);
  run.ask(0, add("c"));
  run.run(3500);
  const why = "an acknowledgement is of what was sent, and not of what has its number now";
  run.all("s", inWords(["a", "b", "c"]), why);
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

/** Somebody is away for long: others keep no more than they may, and all comes when it is back. */
function isAway(begin: Begin, grading: Grading): void {
  const run = new Told(begin, 3, grading, { most: 10 });
  run.inject({ kind: "crash", at: 0, node: 2 }, "copy 2 goes down");
  run.also(
    "elements 1 to 200 are added at copy 0 and removed there but the last, one after the other",
  );
  for (let i = 1; i <= 200; i++) {
    run.ask(0, add(long(i)), false);
    if (i < 200) run.ask(0, remove(long(i)), false);
  }
  run.run(1000);
  const size = Math.max(
    ...run.world.states.map((state) => state === undefined ? 0 : encode(state).length),
  );
  const why =
    "no more deltas are kept than may be, though somebody lacks them: that one gets all there is";
  run.within(size, 6000, "characters of the largest state", why);
  run.also("copy 2 is up again");
  run.world.restart(2);
  run.run(1500);
  run.all("s", inWords([long(200)]), why);
}

/** Two copies that never hear each other. */
function overOthers(begin: Begin, grading: Grading): void {
  const run = new Told(begin, 4, grading);
  const sides = [[0], [1, 2]] as const;
  run.inject({ kind: "partition", at: 0, forMs: 60_000, sides }, "copy 0 hears only copy 3");
  run.ask(0, add("a"));
  run.ask(1, add("b"));
  run.run(2000);
  run.all("s", inWords(["a", "b"]), "what comes from another is handed on, too");
}

/** A disk is lost: who has it is another writer from then on, and gets all again. */
function losesDisk(begin: Begin, grading: Grading): void {
  for (const node of [1, 0]) {
    const run = new Told(begin, 3, grading), before = ["a", "b", "c"];
    for (const element of before) run.ask(node, add(element));
    run.run(1000);
    run.inject(
      { kind: "crash", at: 0, node, downMs: 20, disk: "wiped" },
      `copy ${node} loses its disk, and comes back`,
    );
    run.run(21);
    run.ask(node, add("d"));
    run.ask(node, add("a"));
    run.run(2000);
    const why =
      "a copy that remembers nothing takes a name that nobody has had, and others notice: what " +
      "it had acknowledged in an earlier life it does not have any more";
    run.all("s", inWords([...before, "d"]), why);
    run.ask((node + 1) % 3, remove("b"));
    run.ask(node, { type: "write", key: "x", value: 1 });
    run.run(1500);
    run.all("s", inWords(["a", "c", "d"]), why);
  }
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
