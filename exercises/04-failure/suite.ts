/** The graded parts of chapter 04. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { entry } from "./suite/entry.ts";
import { health } from "./suite/health.ts";
import { labels } from "./suite/labels.ts";
import { opinions } from "./suite/opinions.ts";
import { packets } from "./suite/packets.ts";
import { patience } from "./suite/patience.ts";
import { phi } from "./suite/phi.ts";
import { probing } from "./suite/probing.ts";
import { rounds } from "./suite/rounds.ts";
import { swim } from "./suite/swim.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "04-failure",
  title: "Who is alive?",
  labels,
  given: ["given.ts", "answers.ts", "swim_parts.ts", "member_parts.ts", "whole_swim.ts"],
  parts: { patience, phi, probing, opinions, packets, rounds, health, entry, swim },
  members: {
    patience: { start: f, heard: f, expired: f },
    phi: { start: f, heard: f, phi: f },
    probing: { start: f, period: f, after: f, upon: f },
    opinions: { start: f, hear: f, failed: f, expired: f, of: f },
    packets: { start: f, add: f, take: f },
    health: {
      start: f,
      answered: f,
      failed: f,
      refuted: f,
      spans: f,
      suspects: f,
      cleared: f,
      expired: f,
    },
    entry: { start: f, join: f, again: f, leave: f, gone: f, upon: f, hear: f, of: f },
    swim: { protocol: f },
    rounds: { start: f, next: f, joined: f, left: f },
  },
});
