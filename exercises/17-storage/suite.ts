/** The graded parts of chapter 17. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { bloom } from "./suite/bloom.ts";
import { compaction } from "./suite/compaction.ts";
import { engine } from "./suite/engine.ts";
import { entry } from "./suite/entry.ts";
import { group } from "./suite/group.ts";
import { labels } from "./suite/labels.ts";
import { manifest } from "./suite/manifest.ts";
import { merge } from "./suite/merge.ts";
import { picking } from "./suite/picking.ts";
import { recovery } from "./suite/recovery.ts";
import { replace } from "./suite/replace.ts";
import { roots } from "./suite/roots.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "17-storage",
  title: "Storage",
  labels,
  given: ["given.ts", "answers.ts", "hashes.ts", "tables.ts", "whole_engine.ts"],
  parts: {
    entry,
    recovery,
    replace,
    group,
    bloom,
    merge,
    compaction,
    picking,
    manifest,
    roots,
    engine,
  },
  members: {
    entry: { write: f, read: f },
    replace: { replace: f, open: f },
    group: { start: f, put: f, synced: f, failed: f },
    bloom: { size: f, make: f, add: f, has: f, write: f, read: f },
    picking: { next: f, inputs: f },
    manifest: { apply: f, install: f },
    roots: { choose: f, commit: f, reusable: f },
    engine: { open: f },
  },
});
