/** The kinds of options that a command can declare. @module */

/** An option of a command; `Always` says whether there is a value when it is not given. */
export interface Option<T, Always extends boolean = boolean> {
  /** What follows the name on the command line. */
  readonly takes: "nothing" | "a value" | "perhaps a value";
  /** What the value must be, as in "--port must be a whole number". */
  readonly rule: string;
  /** What a text means; `undefined` if it is not what the rule says. */
  read(text: string): T | undefined;
  /** The value when the option is not given, if there is one. */
  readonly otherwise: Always extends true ? T : undefined;
  /** What it means that the option is given again; by default the last one counts. */
  join?(before: T, next: T): T;
}

/** An option without a value: given or not. */
export function flag(): Option<boolean, true> {
  return { takes: "nothing", rule: "", read: () => true, otherwise: false };
}

/** A text that is not empty; `what` says of what kind it is, such as "a file". */
export function text(what: string): Option<string, false> {
  return value(what, (given) => given === "" ? undefined : given);
}

/** One of some words. */
export function oneOf<W extends string>(words: readonly W[]): Option<W, false> {
  return value(`one of ${words.join(", ")}`, (given) => words.find((each) => each === given));
}

/** A whole number in limits. */
export function wholeNumber(least: number, most = Infinity): Option<number, false> {
  const limits = most === Infinity ? `, ${least} or more` : ` from ${least} to ${most}`;
  return value(`a whole number${limits}`, (given) => {
    const number = /^\d+$/.test(given) ? Number(given) : NaN;
    return Number.isSafeInteger(number) && number >= least && number <= most ? number : undefined;
  });
}

/** A time in seconds, more than none. */
export function seconds(): Option<number, false> {
  return value("seconds > 0", (given) => {
    const number = given.trim() === "" ? NaN : Number(given);
    return Number.isFinite(number) && number > 0 ? number : undefined;
  });
}

/** The same option with a value for when it is not given. */
export function defaulting<T>(option: Option<T>, otherwise: T): Option<T, true> {
  return { ...option, otherwise };
}

/** The same option, whose value may be left out where another word follows: then it is `text`. */
export function perhaps<T>(option: Option<T, false>, text: string): Option<T, false> {
  return {
    ...option,
    takes: "perhaps a value",
    read: (given) => option.read(given === "" ? text : given),
  };
}

/** An option that may be given several times; all values count, in order. */
export function several<T>(option: Option<T, false>): Option<readonly T[], true> {
  return {
    ...option,
    read(given) {
      const one = option.read(given);
      return one === undefined ? undefined : [one];
    },
    otherwise: [],
    join: (before, next) => [...before, ...next],
  };
}

/** An option with a value: what it must be, and what a text means. */
export function value<T>(rule: string, read: (text: string) => T | undefined): Option<T, false> {
  return { takes: "a value", rule, read, otherwise: undefined };
}
