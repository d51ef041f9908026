/** The graded parts of chapter 13. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { broadcast } from "./suite/broadcast.ts";
import { checkpoints } from "./suite/checkpoints.ts";
import { client } from "./suite/client.ts";
import { pacemaker } from "./suite/pacemaker.ts";
import { certificates } from "./suite/certificates.ts";
import { generals } from "./suite/generals.ts";
import { labels } from "./suite/labels.ts";
import { phases } from "./suite/phases.ts";
import { views } from "./suite/views.ts";
import { guilt } from "./suite/guilt.ts";
import { safety } from "./suite/safety.ts";
import { whole } from "./suite/whole.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "13-byzantine",
  title: "Traitors",
  labels,
  given: ["given.ts", "answers.ts", "digest.ts", "pbft_parts.ts", "hotstuff_parts.ts"],
  parts: {
    generals,
    broadcast,
    certificates,
    phases,
    checkpoints,
    views,
    client,
    safety,
    pacemaker,
    guilt,
    whole,
  },
  members: {
    generals: { start: f, say: f, hear: f, obeys: f },
    certificates: { faults: f, quorum: f, weak: f, isCertificate: f, gather: f },
    checkpoints: { start: f, executed: f, checkpoint: f, isBetween: f },
    views: { want: f, isProof: f, isViewChange: f, begin: f, isNewView: f },
    safety: { start: f, proposal: f, certificate: f },
    client: { start: f, ask: f, reply: f, overdue: f },
    pacemaker: { start: f, overdue: f, wish: f, entrance: f, certified: f },
    phases: { start: f, propose: f, prePrepare: f, prepare: f, commit: f },
  },
});
