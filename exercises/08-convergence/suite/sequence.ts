import text from "./sequence.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Any, Name, Sequence } from "../given.ts";
import { inRoom } from "./copies.ts";
import { NAMES } from "./copies_scripts.ts";
import { type Event, reads, RightSequence } from "./right_sequence.ts";

interface Case {
  readonly names: readonly Name[];
  readonly script: readonly Event[];
}

export const sequence = task<Answers>(text, ({ sequence }, grading) => {
  playAll<Event, Case>(cases(grading), ({ names }) => gameOf(sequence, names), grading);
  isLong(sequence, grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 500, "sequence", (random, at): Case => ({
    names: at < 5 ? ["A"] : NAMES[random.below(NAMES.length)]!,
    script: Array.from({ length: 3 + at % 25 }, () => anEvent(random)),
  }));
  const take = (at: number): Event => ({ type: "take", at, nth: 0, text: "", count: 0 });
  const insert = (at: number, text: string): Event => ({
    type: "insert",
    at,
    nth: 0,
    text,
    count: 0,
  });
  const eleven = [insert(0, "hello world"), insert(1, "x"), take(0), take(1)];
  const removes: Event = { type: "remove", at: 0, nth: 2, text: "", count: 9 };
  yield { names: ["A", "A1"], script: [...eleven, removes, take(1)] };
  // Two type three characters each at one place, forwards or backwards, and hear of it.
  for (const isBack of [false, true]) {
    const type = (at: number, letters: string): Event[] =>
      [...letters].map((letter, i) => ({
        type: "insert",
        at,
        nth: isBack ? 0 : i,
        text: letter,
        count: 0,
      }));
    const takes = Array.from({ length: 12 }, (_, i) => take(i % 2));
    yield { names: ["A", "B"], script: [...type(0, "abc"), ...type(1, "xyz"), ...takes] };
  }
}

const TEXTS = ["a", "b", "c", "xy", "hello", "a", "\u{1F600}!"];

function anEvent(random: Random): Event {
  const which = random.below(10);
  return {
    type: which < 4 ? "insert" : which < 6 ? "remove" : "take",
    at: random.below(5),
    nth: random.below(24),
    text: TEXTS[random.below(TEXTS.length)]!,
    count: 1 + random.below(3),
  };
}

interface Copies {
  readonly copies: Any[];
  readonly operations: Any[];
}

function gameOf(sequence: Sequence, names: readonly Name[]): Game<Event> {
  return {
    words: `${names.length} copies of a text, ${names.join(", ")}`,
    model: () => new RightSequence(names),
    start: (): Copies => ({ copies: names.map(() => sequence.empty()), operations: [] }),
    play(s, { type, at, nth, text, count }, did) {
      const { copies, operations } = s as Copies, own = copies[at], name = names[at]!;
      let operation = operations[nth];
      if (type !== "take") {
        const before = encode(own);
        operation = type === "insert"
          ? sequence.insert(own, name, nth, text)
          : sequence.remove(own, nth, count);
        if (encode(own) !== before) {
          did("what the copy knows has been changed before it takes this");
        }
        operations.push(operation);
      }
      sequence.take(own, clone(operation));
      const read = sequence.text(own);
      did(typeof read === "string" ? reads(name, read) : `${name} reads ${told(read)}`);
    },
    tell: (event) => tell(event, names),
    why: ({ type }) => type === "take" ? FUGUE : HERE,
  };
}

const HERE =
  "what is inserted, or deleted, here is seen here at once, where it was meant to be, counted in " +
  "units of UTF-16";
const FUGUE =
  "copies that have taken the same operations read the same: right of the left neighbour, or " +
  "left of the right one if something hangs there already, deleted ones counted; and of those on one " +
  "side of one element that of the lesser name first, and of one name the one written first " +
  "(Weidner and Kleppmann 2023, algorithm 1)";

function tell({ type, at, nth, text, count }: Event, names: readonly Name[]): string {
  const name = names[at]!;
  if (type === "insert") return `${name} inserts ${JSON.stringify(text)} at ${nth}`;
  if (type === "remove") return `${name} deletes ${count} from ${nth} on`;
  return `${name} takes operation ${nth}`;
}

/** What is long is no different, and operations are short. */
function isLong(sequence: Sequence, grading: Grading): void {
  const run = "0123456789".repeat(1000), long = new Both(sequence, grading);
  long.take(
    (s) => sequence.insert(s, "A", 0, run),
    run.length + 200,
    "10000 characters are inserted at once",
  );
  const isWhole = long.texts().every((text) => text === run);
  grading.expect(
    isWhole,
    "10000 characters are inserted at once, and must be there at both copies",
  );
  long.take(
    (s) => sequence.remove(s, 5, 9990),
    250,
    "9990 characters of one run are deleted at once",
  );
  const left = "0123456789", what = "what two copies read";
  grading.equal(long.texts(), [left, left], `${what} when of 10000 characters 9990 are deleted`);
  const typed = new Both(sequence, grading);
  typed.take((s) => sequence.insert(s, "A", 0, left), 250, "ten characters are inserted");
  for (let i = 0; i < 300; i++) {
    typed.take(
      (s) => sequence.insert(s, "A", 10 + 2 * i, "x"),
      200,
      "one character is inserted at the end",
    );
    typed.take(
      (s) => sequence.insert(s, "B", 5, "y"),
      200,
      "one character is inserted in the middle",
    );
  }
  const must = `01234${"y".repeat(300)}56789${"x".repeat(300)}`;
  grading.equal(
    typed.texts(),
    [must, must],
    `${what} after 300 inserts at the end and 300 at one place before it`,
  );
}

/** Two copies that take the same. */
class Both {
  readonly #sequence: Sequence;
  readonly #grading: Grading;
  readonly #copies: Any[];

  constructor(sequence: Sequence, grading: Grading) {
    [this.#sequence, this.#grading] = [sequence, grading];
    this.#copies = [sequence.empty(), sequence.empty()];
  }

  take(make: (s: Any) => Any, most: number, words: string): void {
    const operation = this.#grading.asked(() => make(this.#copies[0]), () => words);
    inRoom(operation, most, words, this.#grading);
    for (const s of this.#copies) {
      this.#grading.asked(() => this.#sequence.take(s, clone(operation)), () => words);
    }
  }

  texts(): string[] {
    return this.#copies.map((s) =>
      this.#grading.asked(() => this.#sequence.text(s), () => "a long text")
    );
  }
}
