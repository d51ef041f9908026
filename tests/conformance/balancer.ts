/**
 * What balancers promise: functions that give each key to a member. The bounds are those of consistent
 * hashing (Karger and others 1997) and of rendezvous hashing (Thaler and Ravishankar 1998).
 */

import { Random } from "hb/sim/random.ts";
import type { Suite } from "./suite.ts";

/** A way to share keys among members. */
export interface Balancer {
  readonly name: string;
  /** The member that a key goes to. */
  pick(members: readonly number[], key: string): number;
  /** How many times the even share a member may have. */
  readonly most: number;
  /** Which part of the keys may move that need not, when a member comes or goes: 0 is the least. */
  readonly needless: number;
}

const MEMBERS: readonly number[] = [3, 5, 8, 13, 21];

/** Two thousand keys, the same each time. */
const keys = (() => {
  const random = new Random(1, "keys");
  return Array.from({ length: 2000 }, (_, i) => `key ${i} ${random.below(1e9)}`);
})();

/** The suite of balancers. */
export const balancer: Suite<Balancer> = {
  family: "balancer",
  guarantees: [
    {
      name: "every key goes to a member",
      breach: ({ pick }) => {
        for (const members of [MEMBERS, MEMBERS.slice(0, 1)]) {
          const lost = keys.find((key) => !members.includes(pick(members, key)));
          if (lost !== undefined) return `${lost} goes to ${pick(members, lost)}, of [${members}]`;
        }
        return undefined;
      },
    },
    {
      name: "the same key goes to the same member, in whatever order members are named",
      breach({ pick }) {
        const reversed = [...MEMBERS].reverse();
        const first = keys.map((key) => pick(MEMBERS, key));
        const at = keys.findIndex((key, i) =>
          pick(MEMBERS, key) !== first[i] || pick(reversed, key) !== first[i]
        );
        return at < 0 ? undefined : `${keys[at]} goes to several members`;
      },
    },
    {
      name: "a member that leaves moves its own keys only",
      breach: (subject) =>
        worst(subject, (gone) => {
          const left = MEMBERS.filter((member) => member !== gone);
          return keys.filter((key) => {
            const before = subject.pick(MEMBERS, key);
            return before !== gone && subject.pick(left, key) !== before;
          });
        }),
    },
    {
      name: "a member that comes takes keys, and moves none among the others",
      breach: (subject) =>
        worst(subject, (come) => {
          const before = MEMBERS.filter((member) => member !== come);
          return keys.filter((key) => {
            const after = subject.pick(MEMBERS, key);
            return after !== come && subject.pick(before, key) !== after;
          });
        }),
    },
    {
      name: "keys are spread evenly",
      breach({ pick, most }) {
        const shares = new Map(MEMBERS.map((member) => [member, 0]));
        for (const key of keys) {
          const member = pick(MEMBERS, key);
          shares.set(member, (shares.get(member) ?? 0) + 1);
        }
        const even = keys.length / MEMBERS.length;
        const [[member, share]] = [...shares].sort((a, b) => b[1] - a[1]) as [[number, number]];
        if (share <= most * even) return undefined;
        return `member ${member} has ${share} keys, where ${even} are its share`;
      },
    },
  ],
};

/** The first member whose coming or going moves more keys than may move. */
function worst(
  { needless }: Balancer,
  moved: (member: number) => readonly string[],
): string | undefined {
  for (const member of MEMBERS) {
    const count = moved(member).length;
    if (count > needless * keys.length) return `${count} keys move that need not, for ${member}`;
  }
  return undefined;
}
