/** Scenes of a replica that leads. @module */

import type { Grading } from "hb/grade/part.ts";
import { digestOf } from "../digest.ts";
import type { Block } from "../given.ts";
import { Scene } from "./whole_scenes.ts";
import { CLUSTER, type Subject } from "./whole_subject.ts";

/** It may wait so long until it proposes, in ms, to propose more at once. */
const MAY_GATHER_MS = 60;

/** All of them. */
export function leading(subject: Subject, grading: Grading): void {
  const scene = (self: number) => new Scene(subject, self, grading);
  for (const views of [1, 3]) startsAgain(scene(0), views);
  hearsFirst(scene(1));
  leavesNobodyOut(scene(0));
}

/** What it proposes, if it does. */
function next(scene: Scene): Block | undefined {
  scene.waitsUntil(() => scene.proposed.length > 0, MAY_GATHER_MS);
  const block = scene.proposed.at(-1);
  return block && scene.named(`its block of view ${block.view}`, block);
}

/** A quorum of others votes for a block. */
function voted(scene: Scene, block: Block): void {
  const { statement } = scene.certificate(block);
  for (const signer of scene.quorum) {
    scene.tell(
      signer,
      { type: "vote", vote: { signer, statement } },
      `replica ${signer} votes for the block of view ${block.view}`,
    );
    if (scene.proposed.length > 0) return;
  }
}

/** A leader crashes when it has proposed, and is asked by somebody else when it is back. */
function startsAgain(scene: Scene, views: number): void {
  const { replicas } = scene.subject;
  scene.asks(scene.request("x"));
  const before = new Map<number, string>();
  for (let view = 1; view <= views; view++) {
    const block = next(scene);
    if (block === undefined) return;
    before.set(block.view, digestOf(block));
    if (view < views) voted(scene, block);
  }
  scene.crash();
  scene.asks(scene.request("y", replicas + 1));
  scene.waitsUntil(() => scene.proposed.length > 0, MAY_GATHER_MS);
  const why =
    "a leader proposes one block in a view, and a replica votes once in it, whatever happens to it: " +
    "what it has voted for is saved before its proposal or its vote leaves";
  for (const block of scene.proposed) {
    const was = before.get(block.view);
    if (was === undefined || was === digestOf(block)) continue;
    scene.fail(`it proposes another block in view ${block.view}`, "nothing else in that view", why);
  }
  const { voted: now } = scene.shows, was = now === null ? undefined : before.get(now.view);
  if (was !== undefined && was !== now!.block) {
    scene.fail(`it votes for another block of view ${now!.view}`, "no other vote", why);
  }
}

/** A leader whom wishes have made one, and to whom only a few have said what they know. */
function hearsFirst(scene: Scene): void {
  const { subject: { replicas }, self, quorum } = scene;
  const a = scene.block("a", 1, null), b = scene.block("b", 2, a);
  scene.asks(scene.request("x"));
  const others = [...Array(replicas).keys()].filter((node) => node !== self).reverse();
  for (const [i, node] of others.slice(0, quorum.length - 2).entries()) {
    scene.wants(node, 4, null, i === 0 ? scene.entrance(4) : null);
    if (scene.proposed.every(({ view }) => view < 4)) continue;
    scene.fail(
      "it proposes a block of view 4",
      "nothing yet",
      "a leader whom wishes have made one first hears from a quorum, itself included, what each of them knows: that a " +
        "quorum wants this view says nothing about that, and who is not heard yet may have locked what it has never seen",
    );
  }
  scene.wants(others[quorum.length - 2]!, 4, b);
  const block = next(scene);
  if (block === undefined || block.parent === digestOf(b)) return;
  scene.fail(
    "it proposes a block that is not on b",
    "a block on b",
    "a leader proposes on the highest certificate that it knows, and it was told that of b",
  );
}

/** Many clients ask once each, and nobody tells it again. */
function leavesNobodyOut(scene: Scene): void {
  const { subject: { replicas } } = scene, names = ["x1", "x2", "x3", "x4", "x5", "x6"];
  const own: Block[] = [];
  for (const [i, command] of names.entries()) {
    const statement = { kind: "request", cluster: CLUSTER, timestamp: 1, command } as const;
    scene.asks({ signer: replicas + i, statement });
    if (own.length === 0) own.push(...scene.proposed);
  }
  if (own.length === 0) own.push(...[next(scene)].filter((block) => block !== undefined));
  const leads = (until: number) => {
    while (own.length > 0 && own.at(-1)!.view < until) {
      voted(scene, own.at(-1)!);
      const block = next(scene);
      if (block === undefined || block.view <= own.at(-1)!.view) return;
      own.push(block);
    }
  };
  leads(3);
  let last = own.at(-1);
  if (last === undefined || last.view !== 3) return;
  for (let view = 4; view < 4 * replicas; view++) {
    last = scene.block(`b${view}`, view, last);
    scene.proposes(last);
  }
  voted(scene, last);
  const back = next(scene);
  if (back !== undefined) own.push(back);
  leads(4 * replicas + 3);
  const told = own.flatMap(({ commands }) => commands.map(({ statement }) => statement.command));
  const left = names.filter((name) => !told.includes(name));
  if (left.length === 0) return;
  scene.fail(
    `in the seven views in which it has led, it has proposed ${told.join(", ")}`,
    `${left.join(", ")}, too`,
    "a leader proposes while it knows requests that are not executed, however many clients ask",
  );
}
