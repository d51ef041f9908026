/** What happens to servers in parts 8 to 10: they come, go and are weighed. @module */

import type { Random } from "hb/sim/random.ts";

/** A server comes, goes, or has another weight; a weight that is no number is a text. */
export type Roster =
  | { readonly type: "add" | "weigh"; readonly server: number; readonly weight: number | string }
  | { readonly type: "remove"; readonly server: number };

/** Such an event, drawn among servers 0 to `servers` - 1. */
export function drawRoster(random: Random, servers: number): Roster {
  const server = random.below(servers), weight = random.below(5);
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
