/** The graded parts of chapter 13. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { broadcast } from "./suite/broadcast.ts";
import { certificates } from "./suite/certificates.ts";
import { generals } from "./suite/generals.ts";
import { labels } from "./suite/labels.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "13-byzantine",
  title: "Byzantine faults",
  labels,
  given: ["given.ts", "answers.ts", "digest.ts", "pbft_parts.ts", "hotstuff_parts.ts"],
  parts: { generals, broadcast, certificates } as never,
  members: {
    generals: { start: f, say: f, hear: f, obeys: f },
    certificates: { faults: f, quorum: f, weak: f, isCertificate: f, gather: f },
  } as never,
});
