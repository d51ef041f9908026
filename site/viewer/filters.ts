/// <reference lib="dom" />
/** Switches for nodes, clients and types of messages; they are the legend of the diagram as well. @module */

import { type Filter, laneKey } from "../../lib/figure/explorer/filter.ts";
import { html } from "./element.ts";
import type { Model } from "./model.ts";

/** More switches than this in a row are left out. */
const mostSwitches = 60;

/** Draws the switches; `change` takes the filter that they ask for. */
export function drawFilters(
  { cast, colours }: Model,
  filter: Filter,
  change: (filter: Filter) => void,
): HTMLElement[] {
  const [lanes, types] = [new Set(filter.lanes), new Set(filter.types)];
  const toggle = (hidden: Set<string>, key: string, shown: boolean) => {
    if (shown) hidden.delete(key);
    else hidden.add(key);
    change({ lanes: new Set(lanes), types: new Set(types) });
  };
  const rows: HTMLElement[] = [];
  const lines = cast.lanes.map((lane) =>
    chip(
      lane.name,
      !lanes.has(laneKey(lane)),
      (shown) => toggle(lanes, laneKey(lane), shown),
    )
  );
  if (lines.length > 1) rows.push(row("Lines", lines));
  const messages = [...colours].map(([type, colour]) => {
    const element = chip(
      type,
      !types.has(type),
      (shown) => toggle(types, type, shown),
    );
    const swatch = html("span", { class: "hbx-swatch" });
    swatch.style.background = colour;
    element.insertBefore(swatch, element.lastChild);
    return element;
  });
  if (messages.length > 0) rows.push(row("Messages", messages));
  return rows;
}

function row(name: string, chips: HTMLElement[]): HTMLElement {
  const more = chips.length > mostSwitches ? [`and ${chips.length - mostSwitches} more`] : [];
  return html(
    "fieldset",
    {},
    html("legend", {}, name),
    ...chips.slice(0, mostSwitches),
    ...more,
  );
}

function chip(
  name: string,
  shown: boolean,
  act: (shown: boolean) => void,
): HTMLElement {
  const box = html("input", { type: "checkbox", checked: shown });
  box.addEventListener("change", () => act(box.checked));
  const text = name.length > 40 ? `${name.slice(0, 39)}…` : name;
  return html("label", { class: "hbx-chip" }, box, html("span", {}, text));
}
