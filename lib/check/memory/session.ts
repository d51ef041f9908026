/**
 * The four session guarantees (Terry, Demers, Petersen, Spreitzer, Theimer, Welch 1994) as conditions on one
 * story for all sessions (Burckhardt 2014; Viotti and Vukolić 2016): which writes each read sees (vis), and one
 * total order of all writes (ar). A read returns the last, in that order, of the writes to its register that
 * it sees; no operation comes before itself in so and vis together.
 *
 * - read your writes: w so r ⇒ w vis r;
 * - monotonic reads: w vis r₁ and r₁ so r₂ ⇒ w vis r₂;
 * - monotonic writes: w₁ so w₂ ⇒ w₁ ar w₂, and a read that sees w₂ sees w₁;
 * - writes follow reads: w₁ vis r, r so w₂ ⇒ w₁ ar w₂, and a read that sees w₂ sees w₁.
 *
 * The order is one for all: two sessions that read two writes in opposite orders break monotonic reads, though
 * each of them has an order of its own that would do. Each guarantee is judged as it stands here. Asked
 * for alone, a history rarely reveals a breach of the last two: a reader may turn to another copy, which knows
 * nothing, for its next read. The levels of the same names therefore ask for monotonic reads as well.
 *
 * Every condition makes the least that reads must see larger, or adds to the order; what is least can be
 * computed, and a story exists exactly when no read of nothing must see a write, and the order has no circle.
 *
 * @module
 */

import { groundless } from "./causality.ts";
import { type Access, INITIAL, type Memory, tell } from "./memory.ts";
import { Relation } from "./relation.ts";
import { circular, type LevelVerdict, ok, violation } from "./verdict.ts";

/** What a session may rely on. */
export interface Guarantees {
  /** A session sees what it wrote. */
  readonly readYourWrites?: boolean;
  /** A session goes on seeing what it has seen. */
  readonly monotonicReads?: boolean;
  /** Whoever sees a write sees what its writer wrote before, and all order them so. */
  readonly monotonicWrites?: boolean;
  /** Whoever sees a write sees what its writer had seen, and all order them so. */
  readonly writesFollowReads?: boolean;
}

/** Whether one story gives all sessions of a memory these guarantees. */
export function sessionGuarantees(memory: Memory, guarantees: Guarantees): LevelVerdict {
  const wrong = groundless(memory);
  if (wrong !== undefined) return wrong;
  const order = new Relation(memory.accesses.length);
  for (const session of memory.sessions.values()) orderWrites(memory, guarantees, session, order);
  for (const process of memory.sessions.keys()) {
    const missed = new SessionView(memory, process, guarantees, order).judge();
    if (missed !== undefined) return missed;
  }
  return order.onCycle < 0
    ? ok
    : circular(memory.accesses, order, "in the one order of all writes ");
}

/** What the order of writes must be whatever others read. */
function orderWrites(
  { accesses }: Memory,
  { readYourWrites, monotonicWrites, writesFollowReads }: Guarantees,
  session: readonly number[],
  order: Relation,
): void {
  /** What the session saw or wrote before, with the access that shows it. */
  const before = new Map<number, number>();
  /** What the session wrote and has not read after. */
  const own: number[] = [];
  for (const index of session) {
    const { kind, from, process } = accesses[index]!;
    if (kind === "read") {
      if (!writesFollowReads) continue;
      if (readYourWrites) { for (const each of own.splice(0)) before.set(each, index); }
      if (from !== INITIAL) before.set(from, index);
      continue;
    }
    for (const [each, shownBy] of before) {
      const why = accesses[each]!.process === process
        ? "wrote one after the other"
        : "read one before it wrote the other";
      if (each === index) continue;
      order.add(each, index, `as process ${process} ${why}`, { shownBy: () => [shownBy] });
    }
    if (monotonicWrites) before.set(index, index);
    else own.push(index);
  }
}

/** Why a read must see a write. */
interface Reason {
  /** Of the session: "who wrote". What follows is the write. */
  readonly who: string;
  /** What is to be added. */
  readonly more: string;
  /** The accesses by which it is known. */
  readonly shownBy: readonly number[];
}

/** What one session sees, at the least. */
class SessionView {
  readonly #memory: Memory;
  readonly #process: number;
  readonly #guarantees: Guarantees;
  readonly #order: Relation;
  /** The writes that the next read must see, and why. */
  #seen = new Map<number, Reason>();
  /** What the session has written so far. */
  readonly #own: number[] = [];

  constructor(memory: Memory, process: number, guarantees: Guarantees, order: Relation) {
    this.#memory = memory;
    this.#process = process;
    this.#guarantees = guarantees;
    this.#order = order;
  }

  /** Orders the writes as the reads of the session require; a read of nothing that must see a write. */
  judge(): LevelVerdict | undefined {
    const { accesses, sessions } = this.#memory;
    const { readYourWrites, monotonicReads } = this.#guarantees;
    for (const index of sessions.get(this.#process)!) {
      const access = accesses[index]!;
      if (access.kind === "write") {
        this.#own.push(index);
        continue;
      }
      if (!monotonicReads) this.#seen = new Map();
      if (readYourWrites) {
        for (const each of this.#own) this.#see(each, { who: "wrote", more: "", shownBy: [] });
      }
      // What the write that was read brings along is older, or else the order says so by itself.
      const missed = this.#read(access);
      if (missed !== undefined) return missed;
      if (access.from !== INITIAL) {
        this.#see(access.from, { who: "had read", more: "", shownBy: [index] });
      }
    }
    return undefined;
  }

  #read(read: Access): LevelVerdict | undefined {
    const { accesses } = this.#memory;
    for (const [write, why] of this.#seen) {
      const { key } = accesses[write]!;
      if (key !== read.key || write === read.from) continue;
      if (read.from === INITIAL) return this.#blind(write, read, why);
      this.#order.add(
        write,
        read.from,
        `as process ${this.#process}, who ${why.who} the former${why.more}, reads the latter`,
        { shownBy: () => [read.index, ...why.shownBy] },
      );
    }
    return undefined;
  }

  #blind(write: number, read: Access, { who, more, shownBy }: Reason): LevelVerdict {
    const { accesses } = this.#memory;
    const { process, key, value } = accesses[write]!;
    const writer = process === this.#process ? "" : ` of process ${process}`;
    return violation([...new Set([write, read.index, ...shownBy])].map((at) => accesses[at]!), [
      `process ${this.#process} ${who} ${key} = ${value}${writer}${more}`,
      `yet ${tell(read)}`,
    ]);
  }

  /** The session sees a write, and whatever comes with it. */
  #see(write: number, why: Reason): void {
    if (this.#seen.has(write)) return;
    this.#seen.set(write, why);
    const { accesses, sessions } = this.#memory;
    const { readYourWrites, monotonicWrites, writesFollowReads } = this.#guarantees;
    const { process } = accesses[write]!;
    const session = sessions.get(process)!;
    const { key, value } = accesses[write]!;
    const later = [write, ...why.shownBy];
    const more = ` because process ${process} wrote ${key} = ${value} later, which is seen`;
    const written: Reason = { who: "must see", more, shownBy: later };
    /** Whether the writer read something between what is looked at and the write. */
    let read = false;
    for (let at = session.indexOf(write) - 1; at >= 0; at--) {
      const { index, kind, from } = accesses[session[at]!]!;
      if (kind === "write") {
        if (monotonicWrites || (read && readYourWrites)) this.#see(index, written);
      } else if (writesFollowReads) {
        read = true;
        if (from === INITIAL) continue;
        const more =
          ` because process ${process} read it, and then wrote ${key} = ${value}, which is seen`;
        this.#see(from, { who: "must see", more, shownBy: [index, ...later] });
      }
    }
  }
}
