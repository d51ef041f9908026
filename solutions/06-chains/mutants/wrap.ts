/** Answers that say, or hear, something else than they should. @module */

import type { Any } from "../../../exercises/06-chains/given.ts";

/** What an answer does. */
export type Did =
  | { readonly kind: "send"; readonly to: number; readonly message: Any }
  | { readonly kind: "answer"; readonly client: number; readonly answer: Any }
  | { readonly kind: "confirm"; readonly round: number };

/** The answer, of whose doings others are made, given its state after the step. */
export function saying<A>(
  own: A,
  change: (did: Did, s: Any, all: readonly Did[]) => readonly Did[],
): A {
  return wrapped(own, (step, s, io) => {
    const all: Did[] = [];
    step(noting(all));
    for (const did of all.flatMap((each) => change(each, s, all))) act(did, io);
  });
}

/** The answer, which sends something else, or nothing (null). */
export const sending = <A>(own: A, change: (message: Any, s: Any, to: number) => Any): A =>
  saying(own, (did, s) => {
    if (did.kind !== "send") return [did];
    const message = change(did.message, s, did.to);
    return message === null ? [] : [{ ...did, message }];
  });

/** The answer, which takes this for what was sent to it, or nothing (null). */
export function hearing<A>(own: A, change: (message: Any, s: Any, from: number) => Any): A {
  const upon = (own as Any).upon;
  return {
    ...own,
    upon(s: Any, from: number, message: Any, io: Any) {
      const other = change(message, s, from);
      if (other !== null) upon(s, from, other, io);
    },
  };
}

/** The answer, in which this comes before a function, which is left out where it gives false. */
export function before<A>(own: A, name: keyof A, first: (...given: Any[]) => boolean | void): A {
  const member = own[name] as Any;
  return {
    ...own,
    [name]: (...given: Any[]) => first(...given) === false ? undefined : member(...given),
  };
}

/** All that is known, in one variable for all nodes. */
export function beside<A>(own: A): A {
  let known: Any;
  const members = Object.entries(own as Any).map(([name, member]: [string, Any]) => [
    name,
    name === "start"
      ? (...given: Any[]) => ({ id: (known = member(...given)) && 1 })
      : (_: Any, ...given: Any[]) => member(known, ...given),
  ]);
  return Object.fromEntries(members);
}

function wrapped<A>(own: A, around: (step: (io: Any) => void, s: Any, io: Any) => void): A {
  const members = Object.entries(own as Any).map(([name, member]: [string, Any]) => [
    name,
    (...given: Any[]) => {
      const io = given.at(-1);
      if (typeof io?.send !== "function") return member(...given);
      around((other) => member(...given.slice(0, -1), other), given[0], io);
    },
  ]);
  return Object.fromEntries(members);
}

const noting = (all: Did[]) => ({
  send: (to: number, message: Any) => void all.push({ kind: "send", to, message }),
  answer: (client: number, answer: Any) => void all.push({ kind: "answer", client, answer }),
  confirm: (round: number) => void all.push({ kind: "confirm", round }),
});

function act(did: Did, io: Any): void {
  if (did.kind === "send") io.send(did.to, did.message);
  else if (did.kind === "answer") io.answer(did.client, did.answer);
  else io.confirm(did.round);
}
