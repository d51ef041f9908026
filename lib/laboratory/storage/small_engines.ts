/** The library's engines, so small that a few entries make them do everything that they ever do. @module */

import { openCopyTree } from "../../storage/btree/copy/open.ts";
import { openLogTree } from "../../storage/btree/log/open.ts";
import { Naive } from "../../storage/engine/naive.ts";
import { Lsm } from "../../storage/lsm/lsm.ts";
import { tiny } from "../../storage/lsm/walk.ts";
import type { EngineKind } from "./engine_life.ts";

const lsm: EngineKind<Lsm> = {
  open: (disk) => new Lsm({ ...tiny, disk }),
  tidy(store) {
    store.freeze();
    store.settle();
  },
};

const logTree: EngineKind<ReturnType<typeof openLogTree>> = {
  open: (disk) => openLogTree(disk, { pageBytes: 128 }),
  tidy: ({ store }) => [...store.checkpoint()],
};

/** By their names. */
export const smallEngines: Readonly<Record<string, EngineKind>> = {
  "map in memory": { open: (disk) => new Naive({ disk, compactBytes: 150 }) },
  "LSM tree": lsm as EngineKind,
  "copying tree": { open: (disk) => openCopyTree(disk, { pageBytes: 128, groupPages: 12 }) },
  "tree with a log": logTree as EngineKind,
};
