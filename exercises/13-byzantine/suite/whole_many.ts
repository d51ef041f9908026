/** Scenes of large numbers: of replicas, clients, views and requests. @module */

import type { Grading } from "hb/grade/part.ts";
import type { Block, Request, Signed } from "../given.ts";
import { Scene } from "./whole_scenes.ts";
import { CLUSTER, type Subject } from "./whole_subject.ts";

/** All of them. */
export function large(subject: Subject, grading: Grading): void {
  const scene = () => new Scene(subject, subject.replicas - 1, grading);
  manyClients(scene());
  farAway(scene());
}

/** Ten clients ask once each, and then once more for the same. */
function manyClients(scene: Scene): void {
  const { replicas } = scene.subject;
  const all = Array.from({ length: 10 }, (_, i): Signed<Request> => ({
    signer: replicas + i,
    statement: { kind: "request", cluster: CLUSTER, timestamp: 1, command: `x${i + 1}` },
  }));
  const blocks: Block[] = [];
  for (const commands of [all, [], [all[0]!], [], [], []]) {
    const view = blocks.length + 1;
    const block = scene.block(`b${view}`, view, blocks.at(-1) ?? null, commands);
    blocks.push(block);
    const words = commands.map(({ statement }) => statement.command).join(", ");
    scene.proposes(block, words === "" ? "" : `, with ${words}`);
  }
  const { executed } = scene.shows, names = executed.map(({ command }) => command).join(", ");
  const must = all.map(({ statement }) => statement.command).join(", ");
  const why =
    "a request is executed once, in however many blocks it stands, and whoever asks for the last thing again " +
    "is told what came of it: that is remembered of every client";
  if (names !== must) scene.fail(`it has executed ${names || "nothing"}`, must, why);
  for (const [i, request] of all.entries()) {
    scene.asks(request);
    const [reply] = scene.sentTo(request.signer, "reply") as unknown as { result: unknown }[];
    if (reply?.result === i + 1) continue;
    scene.fail(
      reply === undefined ? "it says nothing" : `it says ${reply.result}`,
      `a reply, ${i + 1}`,
      why,
    );
  }
}

const FAR =
  "views, and the numbers of requests, may be large: a cluster that has run for years is in such a view";

/** Views and requests have large numbers, as in a cluster that has run for years. */
function farAway(scene: Scene): void {
  const { replicas } = scene.subject, first = 4 * replicas * 2 ** 30;
  const a = scene.block("a", 1, null), blocks = [a];
  scene.proposes(a);
  scene.timestamp = 2 ** 32;
  const x = scene.request("x");
  for (let view = first; view < first + 7; view++) {
    const block = scene.block(`b${view}`, view, blocks.at(-1)!, view === first ? [x] : []);
    blocks.push(block);
    scene.proposes(block, view === first ? `, with x, which is request ${scene.timestamp}` : "");
    scene.votes(block, true, FAR);
  }
  scene.commits(
    blocks.slice(0, 5),
    "a block is committed when it, a child and a grandchild, of views that follow one upon the other, are certified (section 5)",
  );
  scene.asks(x);
  if (scene.sentTo(x.signer, "reply").length > 0) return;
  scene.fail(
    "it says nothing",
    "a reply, 1",
    "who is asked for the last thing again that it has done for a client says what came of it",
  );
}
