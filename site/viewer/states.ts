/// <reference lib="dom" />
/** The state of each node, with what changed in the last step marked. @module */

import { type Difference, difference, type Entry } from "../../lib/figure/explorer/difference.ts";
import { html } from "./element.ts";
import type { Model, Selection } from "./model.ts";
import { columnOf } from "./model.ts";

/** More cards than this are no help; the filter says which nodes to show. */
const mostNodes = 24;

/** Parts of states that the reader has opened or closed, by their paths. */
export type Unfolded = Map<string, boolean>;

/** A card for each node, as it stands at `moment`. */
export function drawStates(
  model: Model,
  selection: Selection,
  moment: number,
  unfolded: Unfolded,
): HTMLElement[] {
  const nodes = selection.lanes.filter(({ kind }) => kind === "node");
  const before = selection.shown[columnOf(selection.shown, moment) - 1];
  const broken = brokenAt(model, moment);
  const cards = nodes.slice(0, mostNodes).map(({ id, name }) => {
    const now = model.statesAt(id, moment);
    const was = before === undefined ? now : model.statesAt(id, before);
    const changed = difference(was.state, now.state);
    const news = now.standing !== was.standing || changed.mark !== "same";
    const card = html("section", {
      class: `hbx-card${broken.has(id) ? " hbx-broken" : ""}`,
    });
    const badge = html("span", {
      class: `hbx-badge hbx-is-${now.standing.replace(" ", "-")}`,
    });
    badge.textContent = now.standing;
    const head = html("h3", {}, name, badge);
    // Faults and seeds speak of numbers.
    if (name !== `node ${id}`) {
      badge.before(html("span", { class: "hbx-number" }, `node ${id}`));
    }
    const said = now.state === undefined ? "" : model.recording.labels?.state?.(now.state) ?? "";
    if (said !== "") head.append(html("span", { class: "hbx-number" }, said));
    if (news) head.append(html("span", { class: "hbx-news" }, "changed"));
    const isBroken = broken.has(id);
    card.append(folded(head, String(id), news || isBroken, unfolded, [
      body(changed, now.state === undefined, String(id), unfolded),
    ]));
    return card;
  });
  const more = nodes.length - cards.length;
  if (more > 0) {
    cards.push(html("p", {}, `${more} more nodes: choose some above.`));
  }
  return cards;
}

/** The nodes of violations up to this moment. */
function brokenAt({ recording, moments }: Model, moment: number): Set<number> {
  const broken = new Set<number>();
  const here = moments[moment];
  if (here === undefined) return broken;
  for (const event of recording.trace.slice(here.first, here.last + 1)) {
    if (event.kind === "violation") {
      for (const node of event.nodes) broken.add(node);
    }
  }
  return broken;
}

function body(
  tree: Difference,
  unknown: boolean,
  path: string,
  unfolded: Unfolded,
): HTMLElement {
  if (unknown) return html("p", { class: "hbx-none" }, "No state yet.");
  if (tree.kind === "leaf" || tree.entries.length === 0) {
    return html("p", {}, ...leaf(tree));
  }
  return list(tree, path, unfolded);
}

function list(tree: Difference, path: string, unfolded: Unfolded): HTMLElement {
  const items = tree.entries.map((entry, i) =>
    item(entry, tree.kind, `${path}/${entry.key || i}`, unfolded)
  );
  if (tree.omitted > 0) {
    items.unshift(
      html("li", { class: "hbx-none" }, `${tree.omitted} more, not shown`),
    );
  }
  return html("ul", { class: "hbx-tree" }, ...items);
}

function item(
  { key, difference }: Entry,
  within: Difference["kind"],
  path: string,
  unfolded: Unfolded,
): HTMLElement {
  const { mark, kind, entries, text } = difference;
  const label = within === "set" ? [] : [
    html("span", { class: within === "list" ? "hbx-index" : "hbx-key" }, key),
    within === "map" ? " → " : ": ",
  ];
  // What did not change is told on one line, where it fits one.
  const flat = kind === "leaf" || entries.length === 0 ||
    (mark !== "changed" && text.length <= 56);
  if (flat) {
    return html(
      "li",
      { class: `hbx-${mark}` },
      sign(mark),
      ...label,
      ...leaf(difference),
    );
  }
  const was = difference.before === undefined ? [] : [html("del", {}, difference.before), " "];
  const summary = html(
    "span",
    {},
    ...label,
    ...was,
    html("span", { class: "hbx-none" }, countOf(difference)),
  );
  const details = folded(summary, path, mark !== "same", unfolded, [
    list(difference, path, unfolded),
  ]);
  // What changed shows where it is, further down.
  const own = mark === "changed" ? "same" : mark;
  return html("li", { class: `hbx-${own}` }, sign(own), details);
}

/** Something that opens under its head: what changed does so by itself, and the rest when the reader asks. */
function folded(
  head: HTMLElement,
  path: string,
  news: boolean,
  unfolded: Unfolded,
  inside: readonly HTMLElement[],
): HTMLElement {
  const open = unfolded.get(path) ?? news;
  const summary = html("summary", {}, head);
  const details = html("details", { open }, summary, ...inside);
  // Only what the reader does is kept: that it opens by itself is news of this moment.
  summary.addEventListener("click", () => unfolded.set(path, !details.open));
  return details;
}

function countOf({ kind, entries, omitted }: Difference): string {
  const count = entries.filter(({ difference }) => difference.mark !== "removed").length +
    omitted;
  const words = {
    leaf: "",
    list: "item",
    record: "field",
    map: "entry",
    set: "member",
  }[kind];
  const many = words === "entry" ? "entries" : `${words}s`;
  return `${count} ${count === 1 ? words : many}`;
}

function leaf({ text, before }: Difference): (Node | string)[] {
  if (before === undefined) return [html("span", { class: "hbx-value" }, text)];
  return [
    html("del", {}, before),
    " ",
    html("ins", { class: "hbx-value" }, text),
  ];
}

/** What changed is told by a sign as well, for those to whom colours say nothing. */
function sign(mark: Difference["mark"]): HTMLElement {
  const [face, words] = {
    same: ["", ""],
    changed: ["≠", "changed: "],
    added: ["+", "new: "],
    removed: ["−", "gone: "],
  }[mark] as [string, string];
  const element = html("span", { class: "hbx-sign" });
  if (words !== "") {
    element.append(
      html("span", { "aria-hidden": "true" }, face),
      html("span", { class: "hbx-hidden" }, words),
    );
  }
  return element;
}
