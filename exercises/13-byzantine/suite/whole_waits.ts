/** Scenes of a replica that has waited for too long. @module */

import type { Grading } from "hb/grade/part.ts";
import type { Block } from "../given.ts";
import { sizesOf } from "./did.ts";
import { Scene } from "./whole_scenes.ts";
import type { Subject } from "./whole_subject.ts";

const NEXT =
  "views belong to one leader four in a row, and this one has brought nothing: a replica leaves for the first view of the next";
const NO_LATER =
  "a replica that wants a later view has said to its leader which certificate is the highest that it knows, and " +
  "votes no more in the view that it leaves";

/** All of them. */
export function waiting(subject: Subject, grading: Grading): void {
  const scene = () => new Scene(subject, subject.replicas - 1, grading);
  wantsNoLater(scene());
  overdue(scene());
  overdueLater(scene());
  calms(scene());
}

/** What it wishes, as soon as it wishes something. */
function wish(scene: Scene): number {
  // As in part 9: by and by each view may take longer.
  scene.waitsUntil(() => scene.wishes.length > 0, 40 * scene.subject.viewMs);
  const [first] = scene.wishes;
  if (first !== undefined) return first;
  return scene.fail(
    "it waits, and says nothing",
    "it wants another view",
    "a view that brings nothing for too long is left",
  );
}

/** Others have taken it along, and then something comes of the view that it wants to leave. */
function wantsNoLater(scene: Scene): void {
  const { weak } = sizesOf(scene.subject.replicas);
  const x = scene.request("x"), a = scene.block("a", 1, null, [x]);
  scene.asks(x);
  for (let signer = 2; signer <= weak; signer++) scene.wants(signer, 8, null);
  scene.wants(1, 4, null);
  scene.proposes(a);
  scene.votes(a, false, `${NO_LATER}; f + 1 others have taken it along to view 4`);
}

/** The first leader is silent; then it says something after all. */
function overdue(scene: Scene): void {
  const x = scene.request("x"), a = scene.block("a", 1, null, [x]);
  scene.asks(x);
  for (const _ of ["at first", "and again"]) {
    const view = wish(scene);
    if (view !== 4) scene.fail(`it is in view 1, and wants view ${view}`, "view 4", NEXT);
    scene.forget();
  }
  scene.proposes(a);
  scene.votes(a, false, NO_LATER);
}

/** The second leader does nothing after its second view. */
function overdueLater(scene: Scene): void {
  const blocks: Block[] = [], x = scene.request("x");
  for (let view = 1; view <= 6; view++) {
    const block = scene.block(`b${view}`, view, blocks.at(-1) ?? null, view === 1 ? [x] : []);
    blocks.push(block);
    scene.proposes(block);
  }
  scene.asks(scene.request("y"));
  const view = wish(scene);
  if (view !== 8) scene.fail(`it is in view 6, and wants view ${view}`, "view 8", NEXT);
}

/** After five leaders who did nothing, all goes well, and then one does nothing again. */
function calms(scene: Scene): void {
  const { replicas, viewMs } = scene.subject, x = scene.request("x"), blocks: Block[] = [];
  scene.asks(x);
  for (const view of [4, 8, 4 * replicas, 4 * replicas + 4]) {
    scene.wants(1, view, null, scene.entrance(view));
  }
  for (let view = 8 * replicas; view < 8 * replicas + 12; view++) {
    const block = scene.block(
      `b${view}`,
      view,
      blocks.at(-1) ?? null,
      blocks.length === 0 ? [x] : [],
    );
    blocks.push(block);
    scene.proposes(block);
  }
  scene.asks(scene.request("y"));
  const before = scene.now;
  wish(scene);
  const ms = Math.round(scene.now - before), most = MOST_AFTER * viewMs;
  if (ms <= most) return;
  scene.fail(
    `it waits for ${ms} ms until it wants another view`,
    `it waits no longer than ${most} ms, as ${viewMs} ms are how long a view may bring nothing`,
    "wishes had led to five views, each of which might take twice as long as the one before; then nine blocks were committed, and " +
      "with that the time goes back, at once or step by step",
  );
}

/** So many times as long as at first a view may take, when all has gone well for a while. */
const MOST_AFTER = 6;
