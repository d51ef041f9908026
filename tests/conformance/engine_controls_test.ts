/** Negative controls of storage engines: wrong ones, and all guarantees that they break. */

import { storageEngine } from "./engine/engine.ts";
import * as forgetful from "./subjects/forgetful_engines.ts";
import * as late from "./subjects/late_engines.ts";
import * as wrong from "./subjects/wrong_engines.ts";
import { control, testControls } from "./suite.ts";

testControls(storageEngine, [
  control(storageEngine, wrong.findsNeighbours, 0, 2, 3, 4, 9, 14, 15),
  control(storageEngine, wrong.keepsTheFirst, 1),
  control(storageEngine, wrong.deletesNothing, 2, 5, 12, 13, 18),
  control(storageEngine, wrong.backwards, 3, 4, 15, 16, 17, 18, 19, 20),
  control(storageEngine, wrong.rangeWithEnd, 4, 8, 9, 12, 14, 15, 16, 17, 18, 19, 20),
  control(storageEngine, wrong.noZeros, 5, 6, 7, 15),
  // Whatever is compared is compared both ways.
  control(
    storageEngine,
    wrong.oneWay,
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    11,
    12,
    13,
    14,
    15,
    16,
    17,
    18,
    19,
    20,
  ),
  control(storageEngine, wrong.beyondItsEnd, 7, 15),
  control(storageEngine, wrong.looksAgain, 8, 13),
  control(storageEngine, wrong.noSnapshot, 9, 10, 11, 15),
  control(storageEngine, wrong.neverReleased, 10),
  control(storageEngine, wrong.handsOutItsOwn, 11),
  control(storageEngine, wrong.writesLater, 12, 13, 18, 21),
  control(storageEngine, wrong.neverCloses, 13),
  control(storageEngine, late.beginsAtTheFirstEntry, 8, 13),
  control(storageEngine, late.endsWhenClosed, 13),
  control(storageEngine, late.outlivesItsSnapshot, 10),
  control(storageEngine, late.takesAnything, 21),
  control(storageEngine, forgetful.forgets, 13, 14, 15, 16, 17, 18, 19, 20),
  control(storageEngine, forgetful.bitByBit, 16, 17, 18, 19, 20, 21),
  control(storageEngine, forgetful.neverSyncs, 16, 17, 18, 20),
  control(storageEngine, forgetful.swallows, 16, 17, 18, 20, 21),
  control(storageEngine, forgetful.syncsAgain, 18),
  control(storageEngine, forgetful.readsAtOnce, 20),
]);
