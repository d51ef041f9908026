/** What happens to servers in parts 8 to 10: they come, go and are weighed. @module */

import type { Random } from "hb/sim/random.ts";

/** A server comes, goes, or has another weight; a weight that is no number is a text. */
export type Roster =
  | { readonly type: "add" | "weigh"; readonly server: number; readonly weight: number | string }
  | { readonly type: "remove"; readonly server: number };

/** How five servers are numbered: from 0 on, or so that some are alike in a few bits. They are not sorted. */
export const NUMBERINGS: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4],
  [0, 33, 32, 64, 1],
  [10, 9, 2 ** 32, 3e9, 0],
];

/** Some weights are much greater than others. */
const GREAT: readonly number[] = [100, 5000, 2 ** 24, 2 ** 40];

/** Such an event, drawn among these servers. */
export function drawRoster(random: Random, servers: readonly number[]): Roster {
  const server = servers[random.below(servers.length)]!;
  const weight = random.below(5) + (random.chance(0.1) ? GREAT[random.below(GREAT.length)]! : 0);
  if (random.chance(0.5)) {
    return { type: "add", server, weight: random.chance(0.8) ? 1 + weight : weight };
  }
  return random.chance(0.6) ? { type: "remove", server } : { type: "weigh", server, weight };
}

/** It in words. */
export function tellRoster(event: Roster): string {
  if (event.type === "remove") return `server ${event.server} goes`;
  const { server, weight } = event;
  return event.type === "add"
    ? `server ${server} comes, of weight ${weight}`
    : `server ${server} has weight ${weight} now`;
}

/** Whether it may be done, where these servers are there. */
export function isAllowed(event: Roster, there: { has(server: number): boolean }): boolean {
  if (event.type === "remove") return there.has(event.server);
  const weight = Number(event.weight);
  return Number.isInteger(weight) && weight >= 0 &&
    there.has(event.server) === (event.type === "weigh");
}

/** Why what is not allowed is refused. */
export const ALLOWED =
  "who is there cannot come, who is not cannot go or be weighed, and a weight is a whole number from 0 on";

/** Rosters that must be refused, at the third step. */
export const REFUSALS: readonly (readonly Roster[])[] = [
  ...[-1, 0.5, "NaN", "Infinity"].map((weight): Roster[] => [{ type: "add", server: 1, weight }]),
  ...[-1, 0.5, "NaN", "Infinity"].map((weight): Roster[] => [
    { type: "add", server: 1, weight: 1 },
    { type: "weigh", server: 1, weight },
  ]),
  [{ type: "add", server: 1, weight: 1 }, { type: "add", server: 1, weight: 1 }],
  [{ type: "remove", server: 1 }],
  [{ type: "weigh", server: 1, weight: 1 }],
];
