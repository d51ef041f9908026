/** What there is to set in the playground: each has bounds, and a value where nobody has set it. @module */

/** What a setting may be set to. */
export type Value =
  | number
  | boolean
  | string
  | readonly [least: number, most: number];

/** All settings, by name. */
export type Values = Readonly<Record<string, Value>>;

/** What a form says of any setting. */
export interface Shown {
  /** What stands before it: "Heartbeat, ms". */
  readonly label: string;
}

/** A whole number. */
export interface NumberSetting extends Shown {
  /** Tells it from the others. */
  readonly kind: "number";
  /** What it is called in a sentence: "the heartbeat". */
  readonly words: string;
  /** The least and the most that it may be. */
  readonly bounds: readonly [least: number, most: number];
  /** What it is where nobody has set it. */
  readonly usual: number;
}

/** Two whole numbers, the smaller one first. */
export interface RangeSetting extends Shown {
  /** Tells it from the others. */
  readonly kind: "range";
  /** What it is called in a sentence: "the latency". */
  readonly words: string;
  /** The least and the most that each may be. */
  readonly bounds: readonly [least: number, most: number];
  /** What it is where nobody has set it. */
  readonly usual: readonly [least: number, most: number];
}

/** On or off. */
export interface SwitchSetting extends Shown {
  /** Tells it from the others. */
  readonly kind: "switch";
  /** What it is where nobody has set it. */
  readonly usual: boolean;
}

/** One of a few. Later versions may add some at the end: links name them by their place. */
export interface ChoiceSetting extends Shown {
  /** Tells it from the others. */
  readonly kind: "choice";
  /** What it is called in a sentence: "the promise". */
  readonly words: string;
  /** What there is to choose from. */
  readonly options: readonly string[];
  /** What it is where nobody has set it. */
  readonly usual: string;
}

/** Something that can be set. */
export type Setting =
  | NumberSetting
  | RangeSetting
  | SwitchSetting
  | ChoiceSetting;

/** The setting that holds a kind of value. */
export type SettingOf<V extends Value> = V extends boolean ? SwitchSetting
  : V extends number ? NumberSetting
  : V extends string ? ChoiceSetting
  : RangeSetting;

/** The settings that hold these values. */
export type SettingsOf<V extends Values> = {
  readonly [K in keyof V]: SettingOf<V[K]>;
};

/** The values where nobody has set anything. */
export function usualValues(
  settings: Readonly<Record<string, Setting>>,
): Values {
  return Object.fromEntries(
    Object.entries(settings).map(([name, { usual }]) => [name, usual]),
  );
}

/** How long messages take and how many are lost: what most protocols let a reader set of the network. */
export type NetworkValues = {
  /** In ms. */
  readonly latencyMs: readonly [least: number, most: number];
  /** Of a hundred messages. */
  readonly lossPercent: number;
};

/** Settings of a network under which a reader can follow what happens. */
export const networkSettings: SettingsOf<NetworkValues> = {
  latencyMs: {
    kind: "range",
    label: "Latency, ms",
    words: "the latency",
    bounds: [1, 1000],
    usual: [10, 20],
  },
  lossPercent: {
    kind: "number",
    label: "Loss, %",
    words: "the loss",
    bounds: [0, 90],
    usual: 0,
  },
};
