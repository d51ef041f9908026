/** The sequences of commands that servers have applied: whether they agree, and whether they keep to time. @module */

import type { History } from "../../model/history.ts";
import type { Invariant } from "../../model/invariant.ts";

/** A service whose commands are in sequences. */
export interface Sequenced {
  /** The commands that a server has applied, from the first. */
  applied(state: unknown): readonly string[];
  /** The name of the sequence that a command belongs to; default: all are in one. */
  sequenceOf?(command: string): string;
  /**
   * Whether a server applies what it alone knows to be decided, in the step that saves it: when it crashes before that
   * is durable, nobody has heard of it, and it may come otherwise. Default: what is applied is durable somewhere.
   */
  readonly appliesEarly?: boolean;
}

/** What sees all steps of a run. */
export interface Prefixes {
  /** To be checked after every step; it never breaks, so that the run goes on. */
  readonly invariant: Invariant<unknown>;
  /** The first time that two servers had applied what does not agree, in words. */
  parted(): string | undefined;
}

/** Sees whether all that servers have applied, at whatever time, are prefixes of one sequence: of one for each name. */
export function prefixes(service: Sequenced): Prefixes {
  const longest = new Map<string, readonly string[]>();
  // What each server has applied that is up.
  const present: ReadonlyMap<string, readonly string[]>[] = [];
  let parted: string | undefined;
  const invariant: Invariant<unknown> = {
    name: "prefixes",
    words: "all applied sequences are prefixes of one sequence",
    check({ states }) {
      for (const [node, state] of states.entries()) {
        present[node] = sequencesOf(service, state === undefined ? [] : service.applied(state));
        if (state === undefined && service.appliesEarly) shorten(longest, present);
        for (const [name, own] of present[node]) {
          const known = longest.get(name) ?? [];
          const at = own.findIndex((command, i) => command !== (known[i] ?? command));
          // The run goes on, so that other guarantees can be judged by it.
          if (at >= 0) parted ??= `server ${node} has applied ${own[at]} where ${known[at]} was`;
          else if (own.length > known.length) longest.set(name, own);
        }
      }
      return undefined;
    },
  };
  return { invariant, parted: () => parted };
}

/** What nobody has any more who is up may never have been durable. */
function shorten(
  longest: Map<string, readonly string[]>,
  present: readonly ReadonlyMap<string, readonly string[]>[],
): void {
  for (const [name, known] of longest) {
    const length = Math.max(...present.map((sequences) => sequences.get(name)?.length ?? 0));
    longest.set(name, known.slice(0, length));
  }
}

function sequencesOf(
  { sequenceOf }: Sequenced,
  applied: readonly string[],
): Map<string, readonly string[]> {
  if (sequenceOf === undefined) return new Map([["", [...applied]]]);
  return Map.groupBy(applied, sequenceOf);
}

/** Two commands of one sequence that are not in the order of time. */
export function outOfTime(
  service: Sequenced,
  history: History<string, unknown>,
  applied: readonly string[],
): string | undefined {
  const asked = new Map(history.map((each) => [each.input, each]));
  // What is applied twice counts where it was first.
  for (const [, sequence] of sequencesOf(service, [...new Set(applied)])) {
    for (const [i, later] of sequence.entries()) {
      const begun = asked.get(later)?.invokedAt ?? 0;
      const first = sequence.slice(i + 1).find((command) => {
        const { outcome, endedAt } = asked.get(command)!;
        return outcome === "ok" && endedAt < begun;
      });
      if (first === undefined) continue;
      return `${first} was acknowledged before ${later} was asked, and comes after it`;
    }
  }
  return undefined;
}
