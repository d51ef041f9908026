/** Who must be picked with which probability, and what is under way. @module */

import { isAllowed, type Roster } from "./servers.ts";
import { REFUSED } from "./saying.ts";

/** Servers as they must be. */
export class ChoicesRight {
  readonly #weights = new Map<number, number>();
  readonly #underWay = new Map<number, number>();

  /** Takes an event, and says what must come. */
  takes(
    event: Roster | {
      readonly type: "started" | "answered" | "failed" | "underWay";
      readonly server: number;
    },
  ): string {
    const { server, type } = event, count = this.#underWay.get(server) ?? 0;
    switch (type) {
      case "underWay":
        return `${count}`;
      case "started":
        if (!this.#weights.has(server)) return REFUSED;
        this.#underWay.set(server, count + 1);
        return "it is done";
      case "answered":
      case "failed":
        if (count === 0) return REFUSED;
        this.#underWay.set(server, count - 1);
        return "it is done";
      default: {
        const roster = event as Roster;
        if (!isAllowed(roster, this.#weights)) return REFUSED;
        if (roster.type === "remove") this.#weights.delete(server);
        else this.#weights.set(server, Number(roster.weight));
        return "it is done";
      }
    }
  }

  /** Those that can be picked. */
  ready(tried: readonly number[]): number[] {
    const all = [...this.#weights].filter(([, weight]) => weight > 0).map(([server]) => server);
    const rest = all.filter((server) => !tried.includes(server));
    return rest.length > 0 ? rest : all;
  }

  /** The probability of each; nothing where there is nobody. */
  chancesOf(choices: number, tried: readonly number[]): Map<string, number> | undefined {
    const ready = this.ready(tried);
    if (ready.length === 0) return undefined;
    const sets = subsets(ready, Math.min(choices, ready.length)), found = new Map<string, number>();
    for (const set of sets) {
      const least = Math.min(...set.map((server) => this.#load(server)));
      const best = set.filter((server) => this.#load(server) === least);
      for (const server of best) {
        found.set(`${server}`, (found.get(`${server}`) ?? 0) + 1 / sets.length / best.length);
      }
    }
    return found;
  }

  inWords(tried: readonly number[]): string[] {
    return this.ready(tried).map((server) =>
      `${server}: ${this.#underWay.get(server) ?? 0} for weight ${this.#weights.get(server)}`
    );
  }

  #load(server: number): number {
    return (this.#underWay.get(server) ?? 0) / this.#weights.get(server)!;
  }
}

function subsets(of: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  if (size > of.length) return [];
  return of.flatMap((first, i) =>
    subsets(of.slice(i + 1), size - 1).map((rest) => [first, ...rest])
  );
}
