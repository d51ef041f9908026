/** All that is worked out of a recording once, before any of it is drawn. @module */

import { type Filter, laneKey, momentsShown, typesOf } from "../../lib/figure/explorer/filter.ts";
import { type Moment, momentsOf } from "../../lib/figure/explorer/moments.ts";
import type { Recording } from "../../lib/figure/explorer/recording.ts";
import type { Scene } from "../../lib/figure/explorer/scene.ts";
import { sceneOf } from "../../lib/figure/explorer/scene_of.ts";
import { type StatesAt, statesOf } from "../../lib/figure/explorer/states.ts";
import { type Narrator, narrator } from "../../lib/figure/explorer/words.ts";
import { messageColours } from "../../lib/figure/message_colours.ts";
import { type Cast, castOf, type Lane } from "../../lib/model/story/cast.ts";
import { type Story, storyOf } from "../../lib/model/story/story.ts";

/** A recording, read. */
export interface Model {
  readonly recording: Recording;
  readonly moments: readonly Moment[];
  readonly story: Story;
  readonly cast: Cast;
  readonly scene: Scene;
  readonly statesAt: StatesAt;
  readonly narrate: Narrator;
  /** The types of messages with their colours. */
  readonly colours: ReadonlyMap<string, string>;
}

/** Reads a recording. */
export function modelOf(recording: Recording): Model {
  const { trace, labels = {} } = recording;
  const moments = momentsOf(trace);
  const story = storyOf(trace);
  const cast = castOf(story, labels);
  return {
    recording,
    moments,
    story,
    cast,
    scene: sceneOf(story, moments, cast, labels),
    statesAt: statesOf(story, moments),
    narrate: narrator(story, cast, labels),
    colours: messageColours(typesOf(story), labels.colours),
  };
}

/** What a filter leaves of a recording. */
export interface Selection {
  readonly filter: Filter;
  /** The moments that are stepped through, in order. */
  readonly shown: readonly number[];
  /** The lines that are drawn, from top to bottom. */
  readonly lanes: readonly Lane[];
}

/** More lines than this are no picture: the filter says which. */
const mostLanes = 120;

/** Applies a filter. */
export function select(
  { story, moments, cast }: Model,
  filter: Filter,
): Selection {
  return {
    filter,
    shown: momentsShown(story, moments, cast, filter),
    lanes: cast.lanes.filter((lane) => !filter.lanes.has(laneKey(lane))).slice(
      0,
      mostLanes,
    ),
  };
}

/** How many of the moments shown come before `moment`: the column in which it stands, or would. */
export function columnOf(shown: readonly number[], moment: number): number {
  let [low, high] = [0, shown.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shown[middle]! < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What happens at a moment, one sentence an event; that a state changed shows in the state itself. */
export function tell(
  { recording: { trace }, moments, narrate }: Model,
  moment: number,
): string[] {
  const here = moments[moment];
  if (here === undefined) return [];
  const events = trace.slice(here.first, here.last + 1);
  const worth = events.filter(({ kind }) => kind !== "state");
  return (worth.length > 0 ? worth : events).map(narrate);
}

/** What of a filter still makes sense for another recording. */
export function keep(
  { lanes, types }: Filter,
  { cast, colours }: Model,
): Filter {
  const keys = new Set(cast.lanes.map(laneKey));
  return {
    lanes: new Set([...lanes].filter((key) => keys.has(key))),
    types: new Set([...types].filter((type) => colours.has(type))),
  };
}
