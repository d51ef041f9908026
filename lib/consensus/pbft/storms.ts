/**
 * What PBFT is tried in, while clients read and write a store: the network, the machines and the liars among the replicas
 * and clients do what they like.
 *
 * @module
 */

import { puppet } from "../../security/adversary/puppet.ts";
import { uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import { forgetsInNewView, liesInViewChange, restless } from "./adversaries/changes.ts";
import {
  asksItself,
  equivocates,
  fallsSilent,
  leavesOut,
  passesOver,
} from "./adversaries/primaries.ts";
import {
  liesToClients,
  sendsWrongPages,
  signsWrongStates,
  twoFacedClient,
} from "./adversaries/replicas.ts";
import { replicasOf } from "./messages.ts";
import { shortDigest } from "./settings.ts";
import { puppets } from "./storms/puppets.ts";
import { stormsOfCodes } from "./storms/codes.ts";
import { restarts } from "./storms/restarts.ts";
import { bad, falsehoods, one, rain } from "./storms/parts.ts";
import { CLIENTS, type PbftStorm, stormOf } from "./storms/run.ts";

/** Replica 0 is not heard for a while, and does not hear. */
const primaryPauses = (random: Random) => [
  { kind: "pause", at: 200 + random.below(600), node: 0, forMs: 1200 } as const,
];

/** The storms. */
export const storms: Readonly<Record<string, PbftStorm>> = {
  calm: stormOf({
    words: "messages take 1 to 10 ms and overtake each other",
    network: { latency: uniform(1, 10) },
  }),
  rain: stormOf({
    words: "messages are late, one in ten is lost, one in ten twice",
    network: rain,
  }),
  storm: stormOf({
    words: "besides rain, replicas crash and pause, and links break",
    network: { latency: uniform(1, 30), loss: 0.05, duplication: 0.05 },
    weather: bad,
  }),
  "far away": stormOf({
    words: "messages take longer than replicas wait at first",
    network: { latency: uniform(60, 120) },
    options: { viewTimeoutMs: 50, statusMs: 200, retryMs: 400 },
  }),
  traitors: stormOf({
    words: "one of four replicas lies, by a script that is drawn",
    traitors: puppets,
  }),
  "traitors in a storm": stormOf({
    words: "besides, the others crash and are cut off",
    weather: bad,
    traitors: puppets,
  }),
  "seven replicas": stormOf({
    words: "two of seven replicas lie together, by scripts that are drawn",
    replicas: 7,
    traitors: puppets,
  }),
  "an equivocating primary": stormOf({
    words: "the primary gives one number to two batches, and tells each to some",
    traitors: one(0, (honest, _, random) => {
      const hears = [1, 2, 3].map(() => (["new", "old", "both"] as const)[random.below(3)]!);
      return equivocates(honest, shortDigest, (to) => hears[to - 1] ?? "new");
    }),
  }),
  "an equivocating primary and restarts": stormOf({
    words: "besides, the others crash again and again",
    weather: { faults: [10, 30], spanMs: [1, 60], mix: { crash: 1 } },
    traitors: one(0, (honest) => equivocates(honest, shortDigest, () => "both")),
  }),
  "a silent primary": stormOf({
    words: "the primary falls silent",
    traitors: one(0, (honest, _, random) => fallsSilent(honest, random.below(6))),
  }),
  "a slow primary": stormOf({
    words: "the primary is as slow as it can be without being blamed",
    traitors: one(0, (honest) =>
      puppet(honest, {
        faces: [replicasOf(4 + CLIENTS)],
        deceits: [{ kind: "delay", of: { type: "prePrepare" }, byMs: 120 }],
      })),
    network: { latency: uniform(1, 5) },
  }),
  "a liar in the change of views": stormOf({
    words: "the primary falls silent, and lies about what was prepared when its view is changed",
    traitors: one(0, (honest, _, random) => {
      const falsehood = falsehoods[random.below(falsehoods.length)]!;
      return liesInViewChange(honest, shortDigest, 3 + random.below(6), falsehood);
    }),
    options: { checkpointEvery: 8, logSize: 16, maxBatch: 1 },
  }),
  "a liar in a new view": stormOf({
    words: "the first primary is away for a while, and the next forgets what was prepared",
    faults: primaryPauses,
    traitors: one(1, (honest) => forgetsInNewView(honest, shortDigest)),
  }),
  "a liar to clients": stormOf({
    words: "one replica answers every client with what the store held at first",
    network: rain,
    traitors: one(3, (honest) => liesToClients(honest, "")),
  }),
  "wrong pages": stormOf({
    words: "replicas crash, and one of them sends wrong pages to those that are behind",
    weather: { faults: [3, 8], spanMs: [200, 1200], mix: { crash: 2, partition: 1 } },
    traitors: one(3, (honest) => sendsWrongPages(honest, new Map([["x", "a lie"]]))),
  }),
  "wrong states": stormOf({
    words: "one replica signs states that nobody is in",
    traitors: one(
      3,
      (honest, { checkpointEvery = 1 }) => signsWrongStates(honest, checkpointEvery),
    ),
  }),
  "an unfair primary": stormOf({
    words: "the primary passes over one client, while the others ask all the time",
    traitors: one(0, (honest) => passesOver(honest, 4)),
    operations: [8, 100, 100],
    promise: { withinMs: 3000, clients: [0] },
  }),
  "a primary that leaves one out": stormOf({
    words: "the primary says nothing to one replica, and answers no client",
    network: { latency: uniform(1, 10) },
    traitors: one(0, (honest, _, random) => leavesOut(honest, 1 + random.below(3))),
    // No checkpoint helps, as there is none.
    options: { readOnly: true, checkpointEvery: 128, logSize: 256 },
  }),
  "an inventive primary": stormOf({
    words: "the primary executes what nobody has asked for",
    traitors: one(
      0,
      (honest) => asksItself(honest, shortDigest, { type: "put", key: "x", value: "mine" }),
    ),
  }),
  "a restless replica": stormOf({
    words: "one replica wants another primary all the time",
    traitors: one(3, restless),
    promise: { withinMs: 4000, clients: [0, 1, 2] },
  }),
  "a two-faced client": stormOf({
    words: "a client signs two requests under one number, and tells each replica of one",
    traitors: one(4 + CLIENTS - 1, (honest) =>
      twoFacedClient(honest, 4, 40, (half, turn) => ({
        type: "append",
        key: "z",
        value: `${turn}${half};`,
      }))),
  }),
  ...restarts,
  ...stormsOfCodes,
};
