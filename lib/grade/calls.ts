/** What answers were asked last, and what they gave: so that what goes wrong later can be told of them. @module */

import { noted } from "./noted.ts";

/** One call of an answer. */
interface Call {
  /** Which answer: "backup.hint". */
  readonly path: string;
  /** How many had begun when it began, itself included. */
  readonly nth: number;
  /** In words: what it was given may be changed later, by itself, too. */
  readonly given: readonly (() => string)[];
  readonly outcome: Outcome;
}

/** What a call gave, in words, or threw: that is looked for again, and stays what it is. */
type Outcome = { readonly gave: () => string; readonly isNothing: boolean } | {
  readonly threw: unknown;
};

/** The calls of the answers to one part, each the last of its kind. */
export class Calls {
  #last: Call | undefined;
  #threw: Call | undefined;
  #giving: Call | undefined;
  #begun = 0;

  /** The same function, whose calls are noted. */
  noted<F extends (...given: never[]) => unknown>(path: string, own: F): F {
    const begin = () => ++this.#begun;
    const note = (nth: number, given: Call["given"], outcome: Outcome) => {
      const call = { path, nth, given, outcome };
      this.#last = call;
      if (!("threw" in outcome)) {
        if (!outcome.isNothing) this.#giving = call;
      } // The innermost of those that one exception passes through knows most.
      else if (!(this.#hasThrown(outcome.threw) && this.#threw!.nth > nth)) this.#threw = call;
    };
    return function (this: unknown, ...given: never[]) {
      const nth = begin(), words = given.map(noted);
      let gave: unknown;
      try {
        gave = own.apply(this, given);
      } catch (threw) {
        // It is told of what it has become in the call, and not later.
        const told = words.map((each) => each());
        note(nth, told.map((each) => () => each), { threw });
        throw threw;
      }
      note(nth, words, { gave: noted(gave), isNothing: gave === undefined });
      return gave;
    } as F;
  }

  /** The call that threw this, in words; nothing if none did. */
  throwing(thrown: unknown): string | undefined {
    return this.#hasThrown(thrown) ? inWords(this.#threw!) : undefined;
  }

  /** The last call, and the last that gave something, in words; nothing if there was none. */
  latest(): string | undefined {
    if (this.#last === undefined) return undefined;
    const call = this.#giving ?? this.#last, { outcome } = call;
    const gave = "gave" in outcome ? ` gave ${outcome.gave()}` : " threw";
    return `${inWords(call)}${gave}`;
  }

  /** Whether the call that is noted threw this, which may be `undefined`. */
  #hasThrown(thrown: unknown): boolean {
    const outcome = this.#threw?.outcome;
    return outcome !== undefined && "threw" in outcome && outcome.threw === thrown;
  }
}

function inWords({ path, given }: Call): string {
  return `\`${path}(${given.map((words) => words()).join(", ")})\``;
}
