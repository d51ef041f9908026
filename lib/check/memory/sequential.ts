/**
 * Sequential consistency (Lamport 1979): there is one order of all operations that agrees with each
 * process's own order, and in which every read returns the last value written. Unlike linearizability it
 * asks nothing of real time, and it cannot be decided register by register.
 *
 * To decide it is NP-complete (Gibbons and Korach 1997, Theorem 3.1), so the search has a budget.
 *
 * @module
 */

import { causalMemory, causalPlus } from "./causal.ts";
import { type Access, INITIAL, type Memory, tell } from "./memory.ts";
import { type LevelVerdict, ok, violation } from "./verdict.ts";

/** The limits of a search. */
export interface SearchBudget {
  /** How many states may be looked at; by default there is no limit. */
  readonly steps?: number;
}

/** Whether a memory is sequentially consistent. */
export function sequential(memory: Memory, { steps = Infinity }: SearchBudget = {}): LevelVerdict {
  // Cheap, and necessary; most violations are found here, and explained by a circle.
  for (const necessary of [causalPlus, causalMemory]) {
    const verdict = necessary(memory);
    if (verdict.verdict !== "ok") return verdict;
  }
  return new Interleaving(memory).search(steps);
}

/** Looks for the one order, write by write; a read is taken as soon as it fits. */
class Interleaving {
  readonly #accesses: readonly Access[];
  readonly #sessions: readonly (readonly number[])[];
  /** How far each session has been taken. */
  readonly #front: number[];
  /** The last write of each register. */
  readonly #last = new Map<string, number>();
  /** How many reads of each write are still to come: it must not be overwritten before. */
  readonly #awaited: number[];
  readonly #tried = new Set<string>();
  #steps = 0;
  #furthest: readonly number[] = [];

  constructor({ accesses, sessions }: Memory) {
    this.#accesses = accesses;
    this.#sessions = [...sessions.values()];
    this.#front = this.#sessions.map(() => 0);
    this.#awaited = accesses.map(() => 0);
    for (const { kind, from } of accesses) {
      if (kind === "read" && from !== INITIAL) this.#awaited[from]!++;
    }
  }

  search(most: number): LevelVerdict {
    const found = this.#extend(most);
    if (found) return ok;
    if (found === undefined) return { verdict: "unknown", why: `no order within ${most} states` };
    return this.#explain();
  }

  /** Whether what is left fits behind what is taken; nothing when the budget ends. */
  #extend(most: number): boolean | undefined {
    const taken = this.#takeReads();
    const done = this.#front.every((at, s) => at === this.#sessions[s]!.length);
    let found: boolean | undefined = done;
    if (!done && this.#isNew()) {
      if (++this.#steps > most) return undefined;
      this.#remember();
      for (let s = 0; s < this.#sessions.length && found === false; s++) {
        found = this.#tryWrite(s, most);
      }
    }
    if (!found) this.#giveBack(taken);
    return found;
  }

  #tryWrite(session: number, most: number): boolean | undefined {
    const next = this.#next(session);
    if (next?.kind !== "write") return false;
    const before = this.#last.get(next.key);
    if (!this.#mayOverwrite(next.key, before)) return false;
    this.#last.set(next.key, next.index);
    this.#front[session]!++;
    const found = this.#extend(most);
    if (found) return true;
    this.#front[session]!--;
    if (before === undefined) this.#last.delete(next.key);
    else this.#last.set(next.key, before);
    return found;
  }

  /** A process that still has to read the value could never do so. */
  #mayOverwrite(key: string, before: number | undefined): boolean {
    if (before !== undefined) return this.#awaited[before] === 0;
    return this.#sessions.every((session, s) =>
      session.slice(this.#front[s]).every((index) => {
        const access = this.#accesses[index]!;
        return access.kind === "write" || access.key !== key || access.from !== INITIAL;
      })
    );
  }

  /** Takes every read that fits; the sessions that it took them from. */
  #takeReads(): number[] {
    const taken: number[] = [];
    for (let s = 0; s < this.#sessions.length; s++) {
      for (let next = this.#next(s); next?.kind === "read"; next = this.#next(s)) {
        if ((this.#last.get(next.key) ?? INITIAL) !== next.from) break;
        if (next.from !== INITIAL) this.#awaited[next.from]!--;
        this.#front[s]!++;
        taken.push(s);
      }
    }
    return taken;
  }

  #giveBack(taken: readonly number[]): void {
    for (const s of taken.toReversed()) {
      this.#front[s]!--;
      const { from } = this.#next(s)!;
      if (from !== INITIAL) this.#awaited[from]!++;
    }
  }

  #next(session: number): Access | undefined {
    return this.#accesses[this.#sessions[session]![this.#front[session]!]!];
  }

  #isNew(): boolean {
    const state = `${this.#front}|${[...this.#last.values()].sort((a, b) => a - b)}`;
    if (this.#tried.has(state)) return false;
    this.#tried.add(state);
    return true;
  }

  #remember(): void {
    const length = (front: readonly number[]) => front.reduce((sum, at) => sum + at, 0);
    if (length(this.#front) >= length(this.#furthest)) this.#furthest = [...this.#front];
  }

  #explain(): LevelVerdict {
    const stuck = this.#sessions.flatMap((session, s) =>
      session.slice(this.#furthest[s] ?? 0, (this.#furthest[s] ?? 0) + 1)
    )
      .map((index) => this.#accesses[index]!);
    const taken = this.#furthest.reduce((sum, at) => sum + at, 0);
    const words = [
      `no order of all operations fits; the longest begins with ${taken} of ${this.#accesses.length}`,
      ...stuck.map((access) =>
        `then ${tell(access)} does not fit, or leaves a read that never will`
      ),
    ];
    return violation(stuck, words);
  }
}
