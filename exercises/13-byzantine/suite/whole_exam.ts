/** Scenes in which one replica sees what liars do. @module */

import type { Grading } from "hb/grade/part.ts";
import { chiefOf } from "../digest.ts";
import type { Block, Entrance, QuorumCertificate } from "../given.ts";
import { sizesOf } from "./did.ts";
import { Scene } from "./whole_scenes.ts";
import { CLUSTER, type Subject } from "./whole_subject.ts";

const SAFE =
  "it votes for what extends the block that it has locked, or whose certificate is of a later view than the lock (Yin et al. 2019, section 4, safeNode)";
const CHAIN =
  "a block is committed when it, a child and a grandchild, of views that follow one upon the other, are certified (section 5)";
const TWICE = "a replica votes once in a view, whatever happens to it";
const GENUINE =
  "a certificate names a quorum of different replicas, and nobody else, who have voted for the parent, in this cluster";

/** All of them. */
export function exam(subject: Subject, grading: Grading): void {
  const scene = (self: number) => new Scene(subject, self, grading);
  const last = subject.replicas - 1;
  healthy(scene(last));
  gaps(scene(last));
  for (const isAfterCrash of [false, true]) locked(scene(last), isAfterCrash);
  unlocked(scene(last));
  raisedAlone(scene(last));
  twice(scene(last));
  back(scene(last));
  for (let which = 0; which < 8; which++) forgedQuorum(scene(last), which);
  strangers(scene(last));
  inOneTenure(scene(last));
  for (let which = 0; which < 5; which++) badRequests(scene(last), which);
  repeated(scene(last));
  entrances(scene(last));
  helps(scene(last));
  shows(scene(1));
  along(scene(last));
}

/** What is not the same among ten, of whom three may lie and seven are a quorum. */
export function examOfTen(subject: Subject, grading: Grading): void {
  grading.busyWith(() => `scenes of one replica among ${subject.replicas}`);
  const scene = (self: number) => new Scene(subject, self, grading);
  for (const isAt of [healthy, entrances, along]) isAt(scene(subject.replicas - 1));
  for (let which = 0; which < 8; which++) forgedQuorum(scene(subject.replicas - 1), which);
  shows(scene(1));
}

/** Others want to go on. */
function along(scene: Scene): void {
  const { replicas } = scene.subject, { weak } = sizesOf(replicas), high = scene.certificate(null);
  const a = scene.block("a", 1, null, [scene.request("a")]);
  scene.proposes(a);
  const why = "f + 1 others take a replica along, as one of them is loyal; f may all be liars";
  for (let signer = 1; signer <= weak; signer++) {
    const wish = { signer, statement: { kind: "wish", cluster: CLUSTER, wish: 8 } } as const;
    const message = { type: "wish", wish, high, entrance: null } as const;
    scene.tell(signer, message, `replica ${signer} wants view 8`);
    const said = scene.sentTo(0, "wish") as unknown as readonly (typeof message)[];
    const wants = said.some(({ wish }) => wish.statement.wish === 8);
    if (signer < weak && said.length > 0) scene.fail("it wants another view", "nothing", why);
    if (signer === weak && !wants) {
      scene.fail("it does not say that it wants view 8", "its wish, to all", why);
    }
  }
}

/** A leader with nothing to propose. */
function shows(scene: Scene): void {
  const { replicas } = scene.subject, x = scene.request("x");
  scene.tell(x.signer, { type: "request", request: x }, "a client asks for x");
  const b1 = scene.block("b1", 1, null, [x]), b2 = scene.block("b2", 2, b1);
  const b3 = scene.block("b3", 3, b2);
  for (const block of [b1, b2, b3]) scene.proposes(block);
  const vote = scene.certificate(b3).statement;
  for (const signer of scene.quorum.slice(0, -1)) {
    scene.tell(
      signer,
      { type: "vote", vote: { signer, statement: vote } },
      `replica ${signer} votes for b3`,
    );
    if (scene.shows.committed.length > 0) break;
  }
  const signer = scene.quorum.at(-1)!;
  if (scene.shows.committed.length === 0) {
    scene.tell(
      signer,
      { type: "vote", vote: { signer, statement: vote } },
      `replica ${signer} votes for b3`,
    );
  }
  scene.commits([b1], CHAIN);
  const others = [...Array(replicas).keys()].filter((node) => node !== scene.self);
  if (others.every((node) => scene.sentTo(node, "certified").length > 0)) return;
  scene.fail(
    "it does not show all others the certificate that it has made",
    "the certificate for b3, to all",
    "it leads view 4 and has nothing to propose; without this certificate the others would wait for b1 to be committed until their view is over",
  );
}

/** Blocks of views 1, 2, 3 …, told one after the other. */
function healthy(scene: Scene): void {
  const blocks: Block[] = [];
  for (let view = 1; view <= 12; view++) {
    const commands = view % 3 === 0 ? [] : [scene.request(`c${view}`)];
    const block = scene.block(`b${view}`, view, blocks.at(-1) ?? null, commands);
    blocks.push(block);
    scene.proposes(block);
    scene.votes(block, true, SAFE);
    const next = chiefOf(view + 1, scene.subject.replicas);
    if (next !== scene.self && scene.sentTo(next, "vote").length === 0) {
      scene.fail(
        "the leader of the next view does not get its vote",
        "its vote",
        "whoever leads the next view makes the certificate",
      );
    }
    scene.commits(blocks.slice(0, Math.max(0, view - 3)), CHAIN);
  }
}

/** Three certified blocks, of views 1, 2 and 4. */
function gaps(scene: Scene): void {
  const views = [1, 2, 4, 5, 8, 9, 10, 11], blocks: Block[] = [];
  for (const view of views) {
    const block = scene.block(`b${view}`, view, blocks.at(-1) ?? null, [scene.request(`c${view}`)]);
    blocks.push(block);
    scene.proposes(block);
    scene.votes(block, true, SAFE);
    // Those of views 8, 9 and 10 are the first three in a row.
    scene.commits(view < 11 ? [] : blocks.slice(0, 5), CHAIN);
  }
}

/** A leader who goes back behind what may be committed. */
function locked(scene: Scene, isAfterCrash: boolean): void {
  const a = scene.block("a", 1, null, [scene.request("a")]);
  const b = scene.block("b", 2, a), c = scene.block("c", 3, b);
  for (const block of [a, b, c]) scene.proposes(block);
  if (isAfterCrash) scene.crash();
  const view = 4 * scene.subject.replicas;
  const d = scene.block("d", view, null);
  scene.proposes(d, ", as if there were no a");
  scene.votes(d, false, SAFE);
  const e = scene.block("e", view + 4, a);
  scene.proposes(e);
  scene.votes(e, true, `${SAFE}; it has locked a, and e extends that`);
}

/** A quorum that did not see what is locked here has gone on. */
function unlocked(scene: Scene): void {
  const a = scene.block("a", 1, null), b = scene.block("b", 2, a), c = scene.block("c", 3, b);
  for (const block of [a, b, c]) scene.proposes(block);
  const d = scene.block("d", 4, null);
  scene.proposes(d, ", as its leader knows of nothing else");
  scene.votes(d, false, SAFE);
  const e = scene.block("e", 5, d);
  scene.proposes(e, ", for which others have voted");
  scene.votes(e, true, `${SAFE}; nobody would ever commit anything again if a lock were for ever`);
}

/** Certificates teach wherever they come from. */
function raisedAlone(scene: Scene): void {
  const a = scene.block("a", 1, null), b = scene.block("b", 2, a);
  for (const block of [a, b]) scene.proposes(block);
  scene.tell(
    0,
    { type: "certified", certificate: scene.certificate(b) },
    "replica 0 shows a certificate for b",
  );
  const d = scene.block("d", 4, null);
  scene.proposes(d);
  scene.votes(d, false, `${SAFE}; the certificate for b has locked a`);
}

/** Two blocks in one view. */
function twice(scene: Scene): void {
  const a = scene.block("a", 1, null, [scene.request("a")]);
  const b = scene.named("b", { ...a, commands: [scene.request("b")] });
  scene.proposes(a);
  scene.votes(a, true, SAFE);
  scene.proposes(b);
  scene.votes(b, false, TWICE);
  scene.crash();
  scene.proposes(b);
  scene.votes(b, false, `${TWICE}: what it has voted for is saved before the vote leaves`);
  const c = scene.block("c", 2, a);
  scene.proposes(c);
  scene.votes(c, true, SAFE);
}

/** A proposal that is late. */
function back(scene: Scene): void {
  const a = scene.block("a", 1, null), b = scene.block("b", 4, a), late = scene.block("late", 2, a);
  scene.proposes(a);
  scene.proposes(b);
  scene.votes(b, true, SAFE);
  scene.proposes(late);
  scene.votes(late, false, "a replica votes in views above that of its last vote only");
}

/** Certificates that are none. */
function forgedQuorum(scene: Scene, which: number): void {
  const { subject: { replicas }, quorum } = scene;
  const a = scene.block("a", 1, null);
  scene.proposes(a);
  const few = quorum.slice(1), right = scene.certificate(a), { statement } = right;
  const [words, justify] = ([
    ["of which too few have signed the certificate", { ...right, signers: few }],
    ["of which one has signed the certificate twice", { ...right, signers: [few[0]!, ...few] }],
    ["of which somebody has signed the certificate who is no replica", {
      ...right,
      signers: [...few, replicas],
    }],
    ["with a certificate of another cluster", {
      ...right,
      statement: { ...statement, cluster: "other" },
    }],
    ["with a certificate of wishes", { ...right, statement: { ...statement, kind: "wish" } }],
    ["with a certificate for another block", {
      ...right,
      statement: { ...statement, block: "another" },
    }],
    ["with a certificate that nobody has signed", {
      signers: [],
      statement: { ...statement, view: 0, block: "genesis" },
    }],
    ["with a certificate for genesis, of view 1, that nobody has signed", {
      signers: [],
      statement: { ...statement, view: 1, block: "genesis" },
    }],
  ] as unknown as [string, QuorumCertificate][])[which]!;
  const isGenesis = justify.statement.view === 1 && justify.statement.block === "genesis";
  const parent = isGenesis ? "genesis" : statement.block;
  const b = scene.named("b", { view: 2, parent, justify, commands: [] });
  scene.tell(
    chiefOf(2, replicas),
    { type: "proposal", block: b, entrance: scene.entrance(2) },
    `replica ${
      chiefOf(2, replicas)
    } proposes block b, of view 2, to which a quorum wanted to go, on ${
      isGenesis ? "genesis" : "a"
    }, ${words}`,
  );
  scene.votes(b, false, GENUINE);
}

/** Somebody proposes who does not lead. */
function strangers(scene: Scene): void {
  const a = scene.block("a", 1, null);
  scene.proposes(a, "", 1);
  scene.votes(a, false, "only the leader of a view proposes in it");
  scene.proposes(a);
  scene.votes(a, true, SAFE);
}

/** A view that is far away: nobody wanted to go there. */
function inOneTenure(scene: Scene): void {
  const { replicas } = scene.subject,
    a = scene.block("a", 1, null),
    b = scene.block("b", 4 * replicas, a);
  scene.proposes(a);
  scene.tell(
    0,
    { type: "proposal", block: b, entrance: null },
    `replica 0 proposes block b, of view ${4 * replicas}, on a, and shows no entrance`,
  );
  scene.votes(
    b,
    false,
    "a replica votes for a block of the view in which it is; neither a certificate of the view before nor a quorum of wishes has led to this one",
  );
  const c = scene.block("c", 2, a);
  scene.proposes(c);
  scene.votes(c, true, SAFE);
}

/** Commands that no client has asked for. */
function badRequests(scene: Scene, which: number): void {
  const right = scene.request("x"), { signer, statement } = right;
  const [words, request] = ([
    ["a command that a replica has signed", { signer: 0, statement }],
    ["a command of another cluster", { signer, statement: { ...statement, cluster: "other" } }],
    ["a command that is no request", { signer, statement: { ...statement, kind: "wish" } }],
    ["a command that has the number 0", { signer, statement: { ...statement, timestamp: 0 } }],
    ["a command whose number is no number", {
      signer,
      statement: { ...statement, timestamp: "9" },
    }],
  ] as unknown as [string, typeof right][])[which]!;
  const a = scene.block("a", 1, null, [request]);
  scene.proposes(a, `, with ${words}`);
  scene.votes(
    a,
    false,
    "a request is signed by its client, for this cluster; it stands in no block otherwise",
  );
}

/** One request in several blocks, and an older one after a later one. */
function repeated(scene: Scene): void {
  const x = scene.request("x"), y = scene.request("y"), blocks: Block[] = [];
  const commands = [[x], [y, x], [x], [y], [], []];
  for (const [i, each] of commands.entries()) {
    const block = scene.block(`b${i + 1}`, i + 1, blocks.at(-1) ?? null, each);
    blocks.push(block);
    scene.proposes(
      block,
      each.length === 0
        ? ""
        : `, with ${each.map(({ statement }) => statement.command).join(" and ")}`,
    );
  }
  const last = scene.block("b7", 7, blocks.at(-1)!);
  scene.proposes(last);
  const came = scene.shows.executed.map(({ command }) => command).join(", ");
  if (came !== "x, y") {
    scene.fail(
      `it has executed ${came || "nothing"}`,
      "x, y",
      "a request is executed once, in however many blocks it stands: a client's requests come in the order of their numbers",
    );
  }
  scene.tell(y.signer, { type: "request", request: y }, "the client asks for y again");
  const [reply] = scene.sentTo(y.signer, "reply") as unknown as { readonly result: unknown }[];
  if (reply?.result !== 2) {
    scene.fail(
      reply === undefined ? "it says nothing" : `it says ${reply.result}`,
      "a reply, 2",
      "who is asked for the last thing again that it has done for a client says what came of it",
    );
  }
}

/** Entrances that are none. */
function entrances(scene: Scene): void {
  const { subject: { replicas }, quorum } = scene, a = scene.block("a", 1, null);
  scene.proposes(a);
  const right = scene.entrance(8), few = quorum.slice(1);
  const odd: readonly (readonly [string, Entrance])[] = [
    ["that too few have signed", { ...right, signers: few }],
    ["that one has signed twice", { ...right, signers: [few[0]!, ...few] }],
    ["that somebody has signed who is no replica", { ...right, signers: [...few, replicas + 1] }],
    ["of another cluster", { ...right, statement: { ...right.statement, cluster: "other" } }],
    ["to another view", { ...right, statement: { ...right.statement, wish: 7 } }],
  ];
  const b = scene.block("b", 8, a), from = chiefOf(8, replicas);
  for (const [words, entrance] of odd) {
    scene.tell(
      from,
      { type: "proposal", block: b, entrance },
      `replica ${from} proposes block b, of view 8, on a, with an entrance ${words}`,
    );
    scene.votes(
      b,
      false,
      "an entrance names a quorum of different replicas who want that view, in this cluster",
    );
  }
  scene.proposes(b);
  scene.votes(b, true, SAFE);
}

/** Whoever knows less is shown more. */
function helps(scene: Scene): void {
  const a = scene.block("a", 1, null), b = scene.block("b", 2, a);
  for (const block of [a, b]) scene.proposes(block);
  const wish = { signer: 1, statement: { kind: "wish", cluster: "hotstuff", wish: 4 } } as const;
  scene.tell(
    1,
    { type: "wish", wish, high: scene.certificate(null), entrance: null },
    "replica 1 wants view 4, and knows no certificate",
  );
  const shows = scene.sentTo(1, "certified").length > 0;
  if (!shows) {
    scene.fail(
      "it shows it nothing",
      "the certificate for a",
      "whoever says a wish and knows less is shown what is known",
    );
  }
  scene.tell(1, { type: "fetch", block: b.parent }, "replica 1 asks for block a");
  if (scene.sentTo(1, "block").length !== 1) {
    scene.fail("it does not send it", "block a", "who lacks a block asks for it, and is told");
  }
}
