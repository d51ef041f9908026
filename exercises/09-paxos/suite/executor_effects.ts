/** What a server that executes tells others, and whom it answers. @module */

import { Wrong } from "hb/grade/part.ts";
import { equal } from "hb/model/compare.ts";
import type { StepIo } from "hb/model/step_io.ts";
import type { Notice } from "../given.ts";
import type { Run } from "./decisions.ts";
import { answersIn, executedUpTo, sendInWords } from "./executed.ts";

/** What it tells other servers. */
export function sent(
  io: StepIo<Notice, never, never>,
  expected: readonly { to: number; message: Notice }[],
  words: () => string,
): void {
  const found = io.effects.flatMap((effect) =>
    effect.kind === "send" ? [{ to: effect.to, message: effect.message }] : []
  );
  // Of what is learnt the values count: the ballots are any in which they were voted for.
  const core = (sends: typeof found) =>
    sends.map(({ to, message }) =>
      message.type === "learn"
        ? { to, message: { ...message, slots: message.slots.map(({ value }) => value) } }
        : { to, message }
    );
  if (equal(core(found), core([...expected]))) return;
  throw new Wrong(
    `${words()}. What it tells others: expected ${
      expected.map(sendInWords).join(" and ") || "nothing"
    }, found ${found.map(sendInWords).join(" and ") || "nothing"}`,
  );
}

/** What a step has come to, as far as those who wait here are concerned. */
export interface Ran {
  /** The slots that were executed one by one. */
  readonly ran: readonly number[];
  /** Those that were taken over with a snapshot. */
  readonly skipped: readonly number[];
  /** Slots in which this server has voted for something else than was decided: whoever waited for that may be dropped. */
  readonly differing: ReadonlySet<number>;
}

type Pair = readonly [client: unknown, answer: unknown];

/**
 * Who waits for a slot that was executed now has the answers. Who waits for a slot that is in a snapshot need not be told,
 * and may be, if the snapshot says what the answer was.
 */
export function answered(
  io: StepIo<Notice, never, never>,
  { ran, skipped, differing }: Ran,
  { slots, waiting }: Run,
  words: () => string,
): void {
  const found = io.effects.flatMap((effect): Pair[] =>
    effect.kind === "answer" ? [[effect.client, effect.result]] : []
  );
  const expectedIn = (slot: number) =>
    answersIn(slots, slot).flatMap((answer, i): Pair[] =>
      answer === undefined ? [] : [[addressIn(slot, i), answer]]
    );
  const isTold = (slot: number) =>
    expectedIn(slot).some(([client]) => found.some(([to]) => to === client));
  const must = ran.filter((slot) => waiting.includes(slot))
    .filter((slot) => !differing.has(slot) || isTold(slot)).flatMap(expectedIn);
  const may = skipped.filter((slot) => waiting.includes(slot))
    .flatMap((slot) => knownIn(slots, slot, skipped.at(-1)!));
  const rest = found.filter((pair) => !may.some((each) => equal(each, pair)));
  if (equal(rest.toSorted(), must.toSorted())) return;
  const told = (pairs: readonly Pair[]) =>
    pairs.map(([client, answer]) => `${answer} to ${client}`).join(", ") || "nothing";
  throw new Wrong(
    `${words()}. What clients are answered: expected ${told(must)}, found ${told(rest)}`,
  );
}

/** Where the answer to a command of a slot goes. */
export function addressIn(slot: number, at: number): number {
  return 1000 + 10 * slot + at;
}

/** What the sessions after the last slot say of the commands of an earlier one. */
function knownIn(slots: Run["slots"], slot: number, last: number): Pair[] {
  const { sessions } = executedUpTo(slots, last);
  return slots[slot - 1]!.value.flatMap(({ client, number }, i): Pair[] => {
    const session = sessions.get(client);
    return session?.number === number ? [[addressIn(slot, i), session.answer]] : [];
  });
}
