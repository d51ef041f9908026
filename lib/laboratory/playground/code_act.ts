/** Acts in the text of a session: a capital letter and what it needs. @module */

import { settingsFrom, settingsText } from "./code_settings.ts";
import { digits, number } from "./digits.ts";
import type { Act } from "./session.ts";

/** An act as a text. */
export function actText(act: Act): string {
  switch (act.kind) {
    case "crash":
      return `C${digits(act.node)}`;
    case "restart":
      return `R${digits(act.node)}`;
    case "cut":
      return `X${digits(act.node)}`;
    case "join":
      return `J${digits(act.node)}`;
    case "transfer":
      return `T${digits(act.node)}`;
    case "cut link":
      return `${act.oneWay ? "O" : "L"}${digits(act.from)}-${digits(act.to)}`;
    case "mend link":
      return `M${digits(act.from)}-${digits(act.to)}`;
    case "put":
      return `P${digits(act.node)}-${act.key}-${act.value}`;
    case "get":
      return `G${digits(act.node)}-${act.key}`;
    case "set":
      return `S${settingsText(act.settings)}`;
  }
}

/** The act of a text; whether it can be done is for `assertAct` to say. */
export function actFrom(text: string): Act {
  const [letter, rest] = [text[0], text.slice(1)];
  if (letter === "S") return { kind: "set", settings: settingsFrom(rest) };
  const [first = "", second = "", third = ""] = rest.split("-");
  const node = number(first);
  switch (letter) {
    case "C":
      return { kind: "crash", node };
    case "R":
      return { kind: "restart", node };
    case "X":
      return { kind: "cut", node };
    case "J":
      return { kind: "join", node };
    case "T":
      return { kind: "transfer", node };
    case "L":
    case "O":
      return { kind: "cut link", from: node, to: number(second), oneWay: letter === "O" };
    case "M":
      return { kind: "mend link", from: node, to: number(second) };
    case "P":
      return { kind: "put", node, key: second, value: third };
    case "G":
      return { kind: "get", node, key: second };
  }
  throw new RangeError(
    `Cannot read the session as an act must begin with a letter that stands for one: ` +
      `given "${text.slice(0, 24)}"`,
  );
}
