/**
 * What storage engines promise, whatever keeps their entries: a sorted map of bytes that several readers
 * look at while it changes, and that a crash leaves as it was a moment before.
 */

import { afterCrash, afterDeath, afterTwoCrashes } from "./crashes.ts";
import { readBeforeDurable } from "./durability.ts";
import { afterFailure } from "./failures.ts";
import { closed, handedIn, handedOut, released, scansStay, snapshotsStay } from "./readers.ts";
import { randomly } from "./random.ts";
import {
  anyBytes,
  batches,
  bounds,
  deleteRange,
  deletes,
  gets,
  order,
  overwrites,
  refusesUnknown,
  reopened,
} from "./map.ts";
import type { EngineKind } from "./subject.ts";
import type { PatientSuite } from "../suite.ts";

/** The suite of storage engines. */
export const storageEngine: PatientSuite<EngineKind> = {
  family: "storage engine",
  guarantees: [
    { name: "what was put is there, and nothing else", breach: gets },
    { name: "a put overwrites", breach: overwrites },
    { name: "a delete deletes", breach: deletes },
    { name: "the changes of a batch are made in their order", breach: batches },
    { name: "a range is deleted from its first key to before its last", breach: deleteRange },
    { name: "any bytes are a key and a value", breach: anyBytes },
    { name: "a scan goes in the order of the keys, both ways", breach: order },
    { name: "a scan keeps to its bounds", breach: bounds },
    { name: "a scan sees nothing that is written later", breach: scansStay },
    { name: "a snapshot sees nothing that is written later", breach: snapshotsStay },
    { name: "a snapshot that was released cannot be read", breach: released },
    { name: "bytes that are handed out are the reader's own", breach: handedOut },
    { name: "bytes that are handed in may be changed afterwards", breach: handedIn },
    { name: "an engine that was closed throws", breach: closed },
    { name: "what was closed is there when it is opened again", breach: reopened },
    { name: "random commands do what they do to a sorted map", breach: randomly },
    { name: "a crash leaves whole batches, the first so many", breach: afterCrash },
    { name: "nor does a crash after a crash break a promise", breach: afterTwoCrashes },
    {
      name: "after the disk has failed, nothing is promised that is not kept",
      breach: afterFailure,
    },
    {
      name: "what is read may be lost until it was synced, and not after",
      breach: readBeforeDurable,
    },
    {
      name: "a process dies, the next one reads, the power fails: nothing is lost",
      breach: afterDeath,
    },
    { name: "what is no change is refused, with its batch", breach: refusesUnknown },
  ],
};
