/** Nobody writes down what is heard again, or says the same again at once. @module */

import type { Grading } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import { inWords } from "hb/model/in_words.ts";
import { nested } from "hb/model/nested.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { Fault } from "hb/sim/fault.ts";
import { constant } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import type { Entire } from "../entire.ts";
import { OFFICE } from "../office.ts";
import { around, type Io } from "./around.ts";
import { metered, RECORDS_A_CALL } from "./crowds.ts";
import { inTime, situation } from "./told.ts";
import { cut, finders, lateCopies, trial } from "./trial.ts";

/** Nobody says the same to the same node more often than this, in ms. */
export const LEAST_WAIT_MS = 10;

/** How long finders and late copies are watched, in ms. */
const WATCHED_MS = 6000;

/** The most characters of a message or a record that are told. */
const IN_SHORT = 120;

/** What a second hearing asks for leaves nobody; what it saves is looked at. */
const mute: Partial<Io> = { send() {}, answer() {}, wait() {}, cancel() {}, choose: () => 0 };

/** A message that a node has just heard tells it nothing new: it saves nothing. */
export function writesNothingTwice({ protocol, bookOf }: Entire, grading: Grading): void {
  let found: { node: number; message: unknown; record: unknown } | undefined;
  const twice = around(protocol, ({ kind, state, event, io }, take) => {
    const next = take(io);
    const { type } = Object(event) as Tagged;
    if (kind !== "upon" || type === "found" || found !== undefined) return next;
    const save = (record: unknown) => found ??= { node: io.self, message: clone(event), record };
    const again = clone(state), handler = protocol.upon[type]!;
    handler(again, clone(event) as never, nested(io, { ...mute, save }));
    return next;
  });
  new World({ ...trial(twice, bookOf, { network: lateCopies }), seed: 1, trace: "none" })
    .run(WATCHED_MS);
  if (found === undefined) return;
  grading.expect(
    false,
    situation(
      `node ${found.node} hears ${inWords(found.message, IN_SHORT)}, and then the same again`,
      `it saves ${inWords(found.record, IN_SHORT)} the second time`,
      "nothing is saved",
      "what is heard again is no reason to write, as everything waits for the disk",
    ),
  );
}

/** The office is out of reach for a while, a branch crashes meanwhile, and then the office does. */
const faults: readonly Fault[] = [
  cut(2, 400),
  { kind: "crash", at: 130, node: 1, downMs: 20 },
  { kind: "crash", at: 460, node: 0, downMs: 20 },
];

/**
 * Where no message is late or doubled, nobody has a reason to say the same twice within some ms, unless the office
 * has heard something between.
 */
export function saysNothingTwice({ protocol, bookOf }: Entire, grading: Grading): void {
  const last = new Map<string, { readonly at: number; readonly heard: number }>();
  let now = () => 0, heardAtOffice = 0, found: string | undefined;
  const counted = around(protocol, ({ kind, io }, take) => {
    if (kind === "upon" && io.self === OFFICE) heardAtOffice++;
    return take(io);
  });
  const clients = finders(3, 1);
  const world = new World({
    ...trial(counted, bookOf, { network: { latency: constant(5) }, clients, faults }),
    seed: 1,
    trace: "none",
    tap({ from, to, body }) {
      // A request is the same whatever else is over meanwhile.
      const { below: _, ...asks } = Object(body) as Record<string, unknown>;
      const said = `${from} ${to} ${encode(asks)}`, before = last.get(said);
      last.set(said, { at: now(), heard: heardAtOffice });
      if (before === undefined || now() - before.at >= LEAST_WAIT_MS) return;
      if (from === OFFICE && heardAtOffice > before.heard) return;
      found ??= `node ${from} says ${inWords(body, IN_SHORT)} to node ${to} at ` +
        `${Math.round(now())} ms, and has said the same ${Math.round(now() - before.at)} ms before`;
    },
  });
  now = () => world.now;
  world.run(WATCHED_MS);
  grading.expect(
    found === undefined,
    situation(
      "three finders at each branch hand in one thing each; for 400 ms nobody reaches the office",
      `${found}`,
      `there are ${LEAST_WAIT_MS} ms between two messages that are the same`,
      "whoever does not hear the one will not hear the other, and each must be carried and heard",
    ),
  );
}

/** How long nobody reaches the office while what is saved is counted, in ms; or so many events. */
const CUT = { ms: 3_600_000, events: 4000 };

/** However often it is asked again, a call has as many records as another. */
export function writesNothingWhileItWaits({ protocol, bookOf }: Entire, grading: Grading): void {
  const { world, meter: { saved } } = metered(
    trial(protocol, bookOf, {
      network: {},
      clients: finders(1, 1),
      faults: [cut(2, CUT.ms)],
      invariants: [],
    }),
  );
  world.run(CUT.ms, () => world.events > CUT.events);
  const { length } = saved[1]!;
  grading.expect(
    length <= RECORDS_A_CALL,
    situation(
      `a finder hands in a thing at branch 1; for ${inTime(world.now)} nobody reaches the office`,
      `branch 1 saves ${length} records`,
      `${RECORDS_A_CALL} at most`,
      "to ask again is no reason to write",
    ),
  );
}
