/** The graded parts of chapter 2. @module */

import type { Suite } from "hb/grade/suite.ts";
import type { Subject } from "./subject.ts";
import { beforePart } from "./suite/before.ts";
import { commitPart } from "./suite/commit.ts";
import { deliveryPart } from "./suite/delivery.ts";
import { hybridPart } from "./suite/hybrid.ts";
import { lamportPart } from "./suite/lamport.ts";
import { marzulloPart } from "./suite/marzullo.ts";
import { siblingsPart } from "./suite/siblings.ts";
import { vectorsPart } from "./suite/vectors.ts";

export const suite: Suite<Subject> = {
  chapter: "02-time",
  title: "Clocks",
  parts: [
    beforePart,
    lamportPart,
    vectorsPart,
    siblingsPart,
    deliveryPart,
    hybridPart,
    marzulloPart,
    commitPart,
  ],
};
