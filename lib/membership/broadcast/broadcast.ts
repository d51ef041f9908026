/**
 * Broadcast for many: Plumtree over HyParView, as its paper has it (Leitão, Pereira and Rodrigues 2007, *Epidemic
 * broadcast trees*, section 4). HyParView says who the neighbours are, and Plumtree makes a tree of them.
 *
 * @module
 */

import { assertKinds, optional, record } from "../../model/kinds.ts";
import type { Protocol } from "../../model/protocol.ts";
import { hyparview, neighbours } from "../hyparview/hyparview.ts";
import type { Message as ViewMessage, Timer as ViewTimer } from "../hyparview/messages.ts";
import type { Rules as ViewRules } from "../hyparview/rules.ts";
import type { Settings as ViewSettings } from "../hyparview/settings.ts";
import type { State as View } from "../hyparview/state.ts";
import type { Message as TreeMessage, Timer as TreeTimer } from "../plumtree/messages.ts";
import type { Overlay } from "../plumtree/overlay.ts";
import { type Journalled, plumtree, type State as Over } from "../plumtree/plumtree.ts";
import type { Rules as TreeRules } from "../plumtree/rules.ts";
import type { Settings as TreeSettings } from "../plumtree/settings.ts";
import type { Deliver } from "../plumtree/spreading.ts";

/** One node: `overlay` is its views, `tree` its links. */
export type State = Over<View>;

/** The messages of both. */
export type Message = TreeMessage | ViewMessage;

/** The timers of both. */
export type Timer = TreeTimer | ViewTimer;

/** What may be chosen; what is left out is as usual. */
export interface Settings {
  /** Of the views. */
  readonly views?: Partial<ViewSettings>;
  /** Of the tree. */
  readonly tree?: Partial<TreeSettings>;
}

/** What may be done wrong. */
export interface Change {
  /** In the views. */
  readonly views?: Partial<ViewRules>;
  /** In the tree. */
  readonly tree?: Partial<TreeRules>;
}

/** HyParView, as something to broadcast over. */
export function viewOverlay(
  settings: Partial<ViewSettings> = {},
  rules: Partial<ViewRules> = {},
): Overlay<View, ViewMessage, ViewTimer> {
  return { protocol: hyparview(settings, rules), neighbours };
}

/** Plumtree over HyParView. */
export function broadcast(
  settings: Settings = {},
  change: Change = {},
  deliver?: Deliver,
): Protocol<State, Message, Timer, Journalled<never>> {
  assertKinds("broadcast over views", settings, {
    views: optional(record),
    tree: optional(record),
  });
  const overlay = viewOverlay(settings.views, change.views);
  return plumtree(overlay, settings.tree, change.tree, deliver);
}
