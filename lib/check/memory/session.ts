/**
 * The four session guarantees (Terry, Demers, Petersen, Spreitzer, Theimer, Welch 1994), for the view
 * that one session has of the writes: which of them it sees at each read (vis), and in which order (ar).
 * A read returns the last, in that order, of the writes to its register that it sees.
 *
 * - read your writes: w so r ⇒ w vis r;
 * - monotonic reads: w vis r₁ and r₁ so r₂ ⇒ w vis r₂;
 * - monotonic writes: w₁ so w₂ ⇒ w₁ ar w₂, and whoever sees w₂ sees w₁;
 * - writes follow reads: w₁ vis r, r so w₂ ⇒ w₁ ar w₂, and whoever sees w₂ sees w₁.
 *
 * The last two say what others see. Alone they could never be caught out: a reader may turn to another
 * copy, which knows nothing, for its next read. So they are judged for readers whose reads are monotonic.
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
  /** A session goes on seeing what it read. */
  readonly monotonicReads?: boolean;
  /** A session that sees a write sees what its writer wrote before. */
  readonly monotonicWrites?: boolean;
  /** A session that sees a write sees what its writer had read. */
  readonly writesFollowReads?: boolean;
}

/** Whether every session of a memory has these guarantees. */
export function sessionGuarantees(memory: Memory, guarantees: Guarantees): LevelVerdict {
  const wrong = groundless(memory);
  if (wrong !== undefined) return wrong;
  for (const process of memory.sessions.keys()) {
    const verdict = new SessionView(memory, process, guarantees).judge();
    if (verdict.verdict !== "ok") return verdict;
  }
  return ok;
}

/** What one session sees, at the least. */
class SessionView {
  readonly #memory: Memory;
  readonly #process: number;
  readonly #guarantees: Guarantees;
  readonly #order: Relation;
  /** The writes that the session must see, and why. */
  readonly #seen = new Map<number, string>();

  constructor(memory: Memory, process: number, guarantees: Guarantees) {
    this.#memory = memory;
    this.#process = process;
    this.#guarantees = guarantees;
    this.#order = new Relation(memory.accesses.length);
    for (const session of memory.sessions.values()) this.#orderWrites(session);
  }

  judge(): LevelVerdict {
    const { accesses, sessions } = this.#memory;
    for (const index of sessions.get(this.#process)!) {
      const access = accesses[index]!;
      if (access.kind === "write") {
        if (this.#guarantees.readYourWrites) this.#see(index, "which it wrote itself");
        continue;
      }
      const missed = this.#read(access);
      if (missed !== undefined) return missed;
    }
    return this.#order.onCycle < 0
      ? ok
      : circular(accesses, this.#order, `to process ${this.#process} `);
  }

  /** What the order of writes is known to be before anything is read. */
  #orderWrites(session: readonly number[]): void {
    const { monotonicWrites, writesFollowReads } = this.#guarantees;
    const { accesses } = this.#memory;
    const before: number[] = [];
    for (const index of session) {
      const { kind, from, process } = accesses[index]!;
      if (kind === "read") {
        if (writesFollowReads && from !== INITIAL) before.push(from);
        continue;
      }
      for (const each of before) {
        const own = accesses[each]!.process === process;
        const why = own ? "wrote one after the other" : "read one before it wrote the other";
        if (each !== index) this.#order.add(each, index, `as process ${process} ${why}`);
      }
      if (monotonicWrites) before.push(index);
    }
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
        `as process ${this.#process}, which must see the former, ${why}, reads the latter`,
      );
    }
    const { monotonicReads, monotonicWrites, writesFollowReads } = this.#guarantees;
    const keeps = monotonicReads || monotonicWrites || writesFollowReads;
    if (keeps && read.from !== INITIAL) this.#see(read.from, "which it had read");
    return undefined;
  }

  #blind(write: number, read: Access, why: string): LevelVerdict {
    const seen = this.#memory.accesses[write]!;
    return violation([seen, read], [
      `process ${this.#process} must see what process ${seen.process} wrote, ${seen.key} = ${seen.value}, ${why}`,
      `yet ${tell(read)}`,
    ]);
  }

  /** The session sees a write, and whatever comes with it. */
  #see(write: number, why: string): void {
    if (this.#seen.has(write)) return;
    this.#seen.set(write, why);
    const { accesses, sessions } = this.#memory;
    const { monotonicWrites, writesFollowReads } = this.#guarantees;
    const { process } = accesses[write]!;
    for (const index of sessions.get(process)!) {
      if (index === write) return;
      const { kind, from } = accesses[index]!;
      const words = `what process ${process} wrote later`;
      if (kind === "write" && monotonicWrites) this.#see(index, `as it sees ${words}`);
      if (kind === "read" && from !== INITIAL && writesFollowReads) {
        this.#see(from, `as it sees ${words}, having read this`);
      }
    }
  }
}
