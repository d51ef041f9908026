/** The page of a failed part: what the run holds stays data, and the script is that of the sources. */

import { assert, assertEquals } from "@std/assert";
import type { Answers } from "../../exercises/01-replay/answers.ts";
import type { Upon } from "../../exercises/01-replay/office.ts";
import { suite } from "../../exercises/01-replay/suite.ts";
import { momentsOf } from "../../lib/figure/explorer/moments.ts";
import { sceneOf } from "../../lib/figure/explorer/scene_of.ts";
import { unpack } from "../../lib/figure/explorer/unpack.ts";
import type { Recording } from "../../lib/figure/explorer/recording.ts";
import { tolerant } from "../../lib/figure/spacetime/tolerant.ts";
import { gradePart } from "../../lib/grade/suite.ts";
import { castOf } from "../../lib/model/story/cast.ts";
import { storyOf } from "../../lib/model/story/story.ts";
import { contentsOf } from "../../tools/assignment/contents.ts";
import { bundleViewer, viewerFile } from "../../tools/grade/page/bundle.ts";
import { failurePage } from "../../tools/grade/page/page.ts";
import { viewerScript } from "../../tools/grade/page/viewer.js";
import { repositoryRoot } from "../../tools/run/mod.ts";

/** The most bytes of the script of a page. */
const mostBytes = 80_000;

const evil = `</script><script>alert("1")</script><!--<script><img src=x onerror=alert(1)>`;

const hostile: Recording = {
  title: evil,
  labels: { node: () => evil, state: () => evil },
  invariant: evil,
  breach: evil,
  schedule: evil,
  seed: evil,
  replay: evil,
  hint: evil,
  trace: [
    { at: 0, kind: "start", node: 0, recovered: false },
    { at: 0, kind: "state", node: 0, state: { [evil]: new Map([[evil, new Set([evil])]]) } },
    { at: 1, kind: "violation", invariant: evil, words: evil, nodes: [0] },
  ],
};

function stateIn({ trace }: Recording): unknown {
  return trace.flatMap((event) => event.kind === "state" ? [event.state] : [])[0];
}

Deno.test("the committed script of the page is what its sources make", async () => {
  const committed = await Deno.readTextFile(viewerFile);
  assert(
    committed === await bundleViewer(),
    "tools/grade/page/viewer.js is not that of site/viewer: run tools/grade/page/bundle.ts",
  );
});

Deno.test("the script is small, and names no other place than the namespace of SVG", () => {
  assert(new TextEncoder().encode(viewerScript).length < mostBytes);
  const addresses = viewerScript.match(/https?:\/\/[^"'`\s]+/g) ?? [];
  assertEquals([...new Set(addresses)], ["http://www.w3.org/2000/svg"]);
  assert(!/innerHTML|outerHTML|insertAdjacentHTML|\beval\(|fetch\(/.test(viewerScript));
});

Deno.test("nothing that a run holds becomes markup, and all of it arrives", () => {
  const page = failurePage(hostile);
  // Those of the page itself: the run as data, and the viewer.
  assertEquals(page.split(/<script/i).length - 1, 2);
  assertEquals(page.split(/<\/script/i).length - 1, 2);
  assert(!page.includes("<img") && !page.includes("<!--"));
  const data = /<script type="application\/json" id="recording">(.*?)<\/script>/s.exec(page)?.[1];
  const { labels, ...arrived } = unpack(JSON.parse(data ?? ""));
  const { labels: _, ...sent } = hostile;
  assertEquals(arrived, sent);
  assertEquals([labels?.node?.(0), labels?.state?.(stateIn(arrived))], [evil, evil]);
});

Deno.test("what is drawn besides is an image, whatever was drawn", () => {
  const page = failurePage(hostile, { svg: `<svg>${evil}</svg>`, words: evil });
  assertEquals(page.split(/<script/i).length - 1, 2);
  const [image, ...others] = page.match(/<img[^>]*>/g)!;
  assertEquals(others, []);
  const [, address = "", alt = ""] = /^<img src="([^"]*)" alt="([^"]*)">$/.exec(image)!;
  assertEquals(decodeURIComponent(address), `data:image/svg+xml,<svg>${evil}</svg>`);
  assert(!/[<>]/.test(alt));
});

Deno.test("01-replay: what is said of a message names its type first, on its arrow and under the pointer", () => {
  const register: Upon["register"] = (s, { from, call, thing }, io) => {
    io.send(from, { type: "ticket", call, ticket: s.book.push(thing) });
  };
  const part = suite.parts.find(({ name }) => name === "register")!;
  const { failure } = gradePart(part, { register } as Answers, { shrinkRuns: 0 });
  const page = failurePage({ title: "t", labels: tolerant(suite.labels!), trace: failure!.trace });
  const data = /<script type="application\/json" id="recording">(.*?)<\/script>/s.exec(page)![1]!;
  const { trace, labels } = unpack(JSON.parse(data));
  const story = storyOf(trace);
  const { passages } = sceneOf(story, momentsOf(trace), castOf(story, labels), labels);
  const types = new Set(passages.map(({ type }) => type));
  assertEquals([...types].sort(), ["register", "ticket"]);
  for (const { type, label } of passages) assertEquals(label.split(" ")[0], type, label);
  assertEquals(suite.labels!.message!({ type: "found", thing: "hat" }), "found hat");
});

Deno.test("a hand-out has all that its pages take, and nothing that makes their script", async () => {
  const files = await contentsOf(repositoryRoot, "01-replay", []);
  assert(files.includes("tools/grade/page/viewer.js"));
  assertEquals(files.filter((file) => file.startsWith("site/")), []);
});
