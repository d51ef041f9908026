/** Storms in which replicas and clients go by codes. @module */

import { liesInViewChange } from "../adversaries/changes.ts";
import { equivocates, forges } from "../adversaries/primaries.ts";
import { halfAuthentic } from "../adversaries/replicas.ts";
import { shortDigest } from "../settings.ts";
import { uniform } from "../../../sim/latency.ts";
import { bad, falsehoods, one, rain } from "./parts.ts";
import { puppets } from "./puppets.ts";
import { CLIENTS, type PbftStorm, stormOf } from "./run.ts";

const options = { authentication: "codes" } as const;

/** The storms. */
export const stormsOfCodes: Readonly<Record<string, PbftStorm>> = {
  "rain on codes": stormOf({
    words: "nothing but view changes and checkpoints is signed; one message in ten is lost",
    network: rain,
    options,
  }),
  "a storm of codes": stormOf({
    words: "besides, replicas crash and pause, and links break",
    network: { latency: uniform(1, 30), loss: 0.05, duplication: 0.05 },
    weather: bad,
    options,
  }),
  "traitors with codes": stormOf({
    words: "one of four replicas lies, by a script that is drawn, and others crash",
    weather: bad,
    traitors: puppets,
    options,
  }),
  "an equivocating primary with codes": stormOf({
    words: "the primary gives one number to two batches, and others crash again and again",
    weather: { faults: [10, 30], spanMs: [1, 60], mix: { crash: 1 } },
    traitors: one(0, (honest) => equivocates(honest, shortDigest, () => "both")),
    options,
  }),
  "a primary that forges codes": stormOf({
    words: "the primary adds to each batch what a client has not asked for, with a code for itself",
    traitors: one(
      0,
      (honest) => forges(honest, shortDigest, 4, { type: "put", key: "x", value: "forged" }),
    ),
    options,
  }),
  "false claims": stormOf({
    words: "the primary falls silent, and claims what is not true when its view is changed",
    traitors: one(0, (honest, _, random) => {
      const falsehood = falsehoods[random.below(falsehoods.length)]!;
      return liesInViewChange(honest, shortDigest, 3 + random.below(6), falsehood);
    }),
    options: { ...options, checkpointEvery: 8, logSize: 16, maxBatch: 1 },
  }),
  "codes that are right for one": stormOf({
    words: "what a client asks has codes that are right for one replica each",
    traitors: one(
      4 + CLIENTS - 1,
      (honest) => halfAuthentic(honest, 4, 40, { type: "append", key: "z", value: "mine;" }),
    ),
    options,
  }),
};
