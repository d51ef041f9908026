/** A reader's own file: a model, or a kit. @module */

import { protocolFields, systemFields, wrongField } from "./fields.ts";
import type { ProtocolSystem } from "hb/check/explore/protocol.ts";
import type { TransitionSystem } from "hb/check/explore/explore.ts";
import type { AnyKit } from "hb/kit/kit.ts";
import { refuse } from "../command/usage_error.ts";
import { exportsOf } from "../kits/exports_of.ts";
import { isKit } from "../kits/kits.ts";
import { type Model, plain, protocol } from "./model.ts";

/** What a file exports to be explored. */
export type Own = { readonly kit: AnyKit } | { readonly model: Model };

/** Loads what a file exports: a transition system or a protocol system as `model`, or a `kit`. */
export async function ownOf(purpose: string, file: string): Promise<Own> {
  const { kit, model } = await exportsOf(purpose, file);
  if (isKit(kit)) return { kit };
  const wrong = wrongField(model, isProtocolSystem(model) ? protocolFields : systemFields);
  if (wrong !== undefined && (isTransitionSystem(model) || isProtocolSystem(model))) {
    return refuse(purpose, `${file}: ${wrong.rule}`, wrong.given);
  }
  if (isTransitionSystem(model)) {
    return { model: plain("a model of one's own", {}, () => model, model.canonical !== undefined) };
  }
  if (isProtocolSystem(model)) return { model: protocol("a model of one's own", {}, () => model) };
  const what = 'a model under the name "model" (a TransitionSystem, or a ProtocolSystem), ' +
    'or a kit under the name "kit"';
  return refuse(purpose, `${file} must export ${what}`, given(kit, model));
}

function given(kit: unknown, model: unknown): string {
  if (model !== undefined) {
    const record = typeof model === "object" && model !== null ? model : undefined;
    return record === undefined
      ? `a model that is a ${typeof model}`
      : `a model with ${Object.keys(record).join(", ") || "nothing in it"}`;
  }
  return kit === undefined ? "neither" : "a kit that is something else";
}

function isTransitionSystem(value: unknown): value is TransitionSystem<object> {
  if (typeof value !== "object" || value === null) return false;
  const { name, initial, actions } = value as Partial<TransitionSystem<object>>;
  return typeof name === "string" && typeof initial === "function" && Array.isArray(actions) &&
    actions.every((action) =>
      typeof action?.name === "string" && typeof action.next === "function"
    );
}

function isProtocolSystem(
  value: unknown,
): value is ProtocolSystem<unknown, { readonly type: string }> {
  if (typeof value !== "object" || value === null) return false;
  const { name, protocol, nodes } = value as Partial<ProtocolSystem<unknown, { type: string }>>;
  return typeof name === "string" && typeof nodes === "number" &&
    typeof protocol?.start === "function";
}
