/** Copies of one thing: what happens to them, what the reader's do, and what they must show. @module */

import { type Grading, shown } from "hb/grade/part.ts";
import type { Game, Instead, Model } from "hb/grade/played.ts";
import { encode } from "hb/model/encode.ts";
import type { Any, Name } from "../given.ts";
import { type Event, smaller } from "./copies_scripts.ts";

/** The reader's type. */
export interface Judged<U> {
  start(name: Name, saved: unknown): unknown;
  /** What comes of it: a new state, or a delta that is merged into it. */
  ask(
    s: Any,
    name: Name,
    ask: U,
    seen: readonly unknown[],
  ): { state: unknown } | { delta: unknown };
  merge(a: Any, b: Any): unknown;
  /** In words. */
  read(s: Any): string;
}

/** What must be: `K` is what a copy knows, as if nothing were ever forgotten. Nothing is changed in place. */
export interface Truth<U, K> {
  readonly empty: K;
  /** What an update adds to what is known; `id` is a number that no other update has. */
  ask(known: K, name: Name, ask: U, id: number, copies: readonly K[]): K;
  merge(a: K, b: K): K;
  /** In words, as the reader's. */
  read(known: K): string;
}

/** How it is told. */
export interface Telling<U, K = Any> {
  /** "a set": each copy is one. */
  readonly words: string;
  /** Whether an update makes a delta, which others may get. */
  readonly deltas: boolean;
  ask(ask: U, names: readonly Name[]): string;
  /** `heard` is what came with the event, `known` what the copy knows after it, and `all` what anybody knows. */
  why(event: Event<U>, instead: Instead, heard: K, known: K, all: K): string;
}

/** What must be seen. */
export class RightCopies<U, K> implements Model<Event<U>> {
  readonly #truth: Truth<U, K>;
  readonly #deltas: boolean;
  readonly #known: K[];
  readonly #names: Name[];
  readonly #messages: K[] = [];
  #ids = 0;
  #heard: K;

  constructor(truth: Truth<U, K>, names: readonly Name[], deltas: boolean) {
    [this.#truth, this.#names, this.#deltas] = [truth, [...names], deltas];
    this.#known = names.map(() => truth.empty);
    this.#heard = truth.empty;
  }

  /** What came last, what is known now where it came, and what is known anywhere. */
  told(at: number): [heard: K, known: K, all: K] {
    return [this.#heard, this.#known[at]!, this.#known.reduce(this.#truth.merge)];
  }

  /** How many messages there are. */
  get messages(): number {
    return this.#messages.length;
  }

  resolve(event: Event<U>): Event<U> | undefined {
    const copies = this.#known.length, at = event.at % copies, from = event.from % copies;
    const messages = this.#messages.length;
    if (event.type === "hear" && at === from) return undefined;
    if (event.type === "again" && messages === 0) return undefined;
    const message = event.type === "hear" || event.type === "ask"
      ? messages
      : event.message < 0 || messages === 0
      ? -1
      : event.message % messages;
    const name = event.type === "restart" ? `${this.#names[at]}'` : this.#names[at]!;
    return { ...event, at, from, message, name };
  }

  after({ type, at, ask, from, message, name }: Event<U>): string[] {
    const { empty, merge, read } = this.#truth, own = this.#known[at]!;
    if (type === "restart") {
      this.#names[at] = name!;
      this.#heard = this.#known[at] = message < 0 ? empty : this.#messages[message]!;
    } else if (type === "ask") {
      const delta = this.#truth.ask(own, name!, ask!, ++this.#ids, this.#known);
      this.#known[at] = this.#heard = merge(own, delta);
      if (this.#deltas) this.#messages.push(delta);
    } else {
      const heard = type === "hear" ? this.#known[from]! : this.#messages[message]!;
      if (type === "hear") this.#messages.push(heard);
      this.#heard = heard;
      this.#known[at] = merge(own, heard);
    }
    return [`${this.#names[at]} has ${read(this.#known[at]!)}`];
  }
}

interface Copies {
  readonly copies: unknown[];
  readonly messages: unknown[];
}

/** The game of one case. */
export function gameOf<U, K>(
  judged: Judged<U>,
  truth: Truth<U, K>,
  telling: Telling<U, K>,
  names: readonly Name[],
): Game<Event<U>> {
  let model = new RightCopies(truth, names, telling.deltas);
  return {
    words: `${names.length} copies of ${telling.words}, ${names.join(", ")}`,
    model: () => model = new RightCopies(truth, names, telling.deltas),
    smaller: (script) => smaller(script, new RightCopies(truth, names, telling.deltas)),
    start: (): Copies => ({ copies: names.map((name) => judged.start(name, null)), messages: [] }),
    play: (s, event, did) => play(judged, telling, s as Copies, event, did),
    tell: (event) => tell(telling, event, names),
    why: (event, _must, instead) =>
      [...instead.came].some((words) => words.startsWith("what"))
        ? "what is given to these functions stays as it is"
        : telling.why(event, instead, ...model.told(event.at)),
  };
}

function play<U>(
  judged: Judged<U>,
  { deltas }: Telling<U>,
  { copies, messages }: Copies,
  { type, at, ask, from, message, name }: Event<U>,
  did: (words: string) => void,
): void {
  const own = copies[at], before = encode(own);
  if (type === "restart") {
    copies[at] = judged.start(name!, message < 0 ? null : messages[message]);
  } else if (type === "ask") {
    const came = judged.ask(own, name!, shown(ask!), copies);
    copies[at] = "state" in came ? came.state : judged.merge(own, came.delta);
    if (deltas && "delta" in came) messages.push(came.delta);
  } else {
    const heard = type === "hear" ? copies[from] : messages[message], was = encode(heard);
    if (type === "hear") messages.push(heard);
    const merged = judged.merge(own, heard);
    const words = judged.read(merged);
    for (const [again, how] of [[judged.merge(merged, heard), "merged twice"]] as const) {
      if (judged.read(again) !== words) did(`${how}, it has ${judged.read(again)}`);
    }
    if (encode(heard) !== was) did("what it heard has been changed");
    copies[at] = merged;
  }
  if (encode(own) !== before) did("what it had been before has been changed");
  did(`${name} has ${judged.read(copies[at])}`);
}

function tell<U>(
  telling: Telling<U>,
  { type, at, ask, from, message, name }: Event<U>,
  names: readonly Name[],
): string {
  switch (type) {
    case "ask":
      return `${name} ${telling.ask(ask!, names)}${
        telling.deltas ? ` (its delta is message ${message})` : ""
      }`;
    case "hear":
      return `${name} hears all that ${names[from]} has (message ${message})`;
    case "again":
      return `${name} gets message ${message}`;
    case "restart":
      return `${names[at]} is lost, and begins again as ${name}, ` +
        (message < 0 ? "remembering nothing" : `as it was in message ${message}`);
  }
}

/** Requires that what is remembered, or sent, is no longer than this. */
export function inRoom(data: unknown, most: number, when: string, grading: Grading): void {
  const { length } = encode(data);
  grading.expect(
    length <= most,
    `${when}: that is ${length} characters long, and must be ${most} at most, as what is over is not kept`,
  );
}
