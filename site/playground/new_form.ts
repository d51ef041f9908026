/// <reference lib="dom" />
/** Begins another cluster of the same protocol. @module */

import { mostNodes, newSession, type Session } from "../../lib/laboratory/playground/session.ts";
import { html } from "../viewer/element.ts";
import { field } from "./forms.ts";
import type { Player } from "./player.ts";

/** The form; `open` takes the new session, and shows it at a time. */
export function newForm(
  player: Player,
  open: (session: Session, at: number) => void,
): HTMLElement {
  const { kit, session: { seed, nodes } } = player;
  const seedInput = html("input", {
    type: "number",
    min: 0,
    max: 999_999_999,
    step: 1,
    value: seed,
  });
  const { least } = kit.nodes;
  const choices = Array.from({ length: mostNodes(kit) - least + 1 }, (_, i) => {
    const option = html("option", { value: i + least }, String(i + least));
    option.selected = i + least === nodes;
    return option;
  });
  const nodesChoice = html("select", {}, ...choices);
  const form = html(
    "form",
    { class: "hbp-form", "aria-label": "A new cluster" },
    field("Nodes", nodesChoice),
    field("Seed", seedInput),
    html("button", { type: "submit" }, "Start anew"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const count = Number(nodesChoice.value);
    open(newSession(kit, Number(seedInput.value), count, player.settings), 0);
  });
  return form;
}
