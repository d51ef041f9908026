import { assertThrows } from "@std/assert";
import { certificates } from "./certificates/certificates.ts";
import { gossip } from "./gossip.ts";
import { treeOf } from "./naive.ts";

Deno.test("gossip: settings that cannot be are refused, with what was given", () => {
  const refused: readonly (readonly [settings: unknown, words: string])[] = [
    [{ direction: "bogus" }, 'direction must be one of "push", "pull", "push-pull": given "bogus"'],
    [{ interest: "bogus" }, 'interest must be one of "counter", "coin": given "bogus"'],
    [{ feedback: 1 }, "feedback must be true or false: given 1"],
    [{ togetherMs: -1 }, "togetherMs must be a finite number from 0 on: given -1"],
    [{ togetherMs: NaN }, "togetherMs must be a finite number from 0 on: given NaN"],
    [{ togetherMs: "7" }, 'togetherMs must be a finite number from 0 on: given "7"'],
    [{ k: 0 }, "k must be a whole number from 1 on, or Infinity: given 0"],
    [{ fanout: 1.5 }, "fanout must be a whole number from 1 on: given 1.5"],
    [
      { connectionLimit: 0 },
      "connectionLimit must be a whole number from 1 on, or Infinity: given 0",
    ],
    [
      { connectionLimit: 1, direction: "push-pull" },
      "a connectionLimit counts calls one way, and push-pull goes both ways: given 1",
    ],
    [{ hunts: -1 }, "hunts must be a whole number from 0 on: given -1"],
    [{ partners: [1] }, "partners must be a function: given [1]"],
    [{ roundMs: 0 }, "roundMs must be a finite number more than 0: given 0"],
    [{ roundMs: Infinity }, "roundMs must be a finite number more than 0: given Infinity"],
    [{ phaseMs: 0 }, "phaseMs must be a whole number from 1 on: given 0"],
    [{ backupMs: -1 }, "backupMs must be a finite number more than 0, or Infinity: given -1"],
    [{ backupMs: NaN }, "backupMs must be a finite number more than 0, or Infinity: given NaN"],
    [{ lifeMs: 0 }, "lifeMs must be a finite number more than 0, or Infinity: given 0"],
    [
      { lifeMs: 10, keepMs: 5 },
      "a rumour must be kept as long as it lives, and remembered as long as it is kept: given lifeMs 10, keepMs 5",
    ],
    [
      { lifeMs: 10, keepMs: 20, forgetMs: 15 },
      "a rumour must be kept as long as it lives, and remembered as long as it is kept: given lifeMs 10, keepMs 20 and forgetMs 15",
    ],
    [{ fanuot: 2 }, "each name must be one of direction"],
  ];
  for (const [settings, words] of refused) {
    assertThrows(() => gossip(settings as never), RangeError, `Cannot gossip because ${words}`);
  }
});

Deno.test("certificates: settings that cannot be are refused, with what was given", () => {
  const refused: readonly (readonly [settings: unknown, words: string])[] = [
    [{ roundMs: 0 }, "roundMs must be a finite number more than 0: given 0"],
    [{ phaseMs: 0.5 }, "phaseMs must be a whole number from 1 on: given 0.5"],
    [{ activeMs: NaN }, "activeMs must be a finite number more than 0: given NaN"],
    [{ dormantMs: -1 }, "dormantMs must be a finite number from 0 on: given -1"],
    [{ sites: -1 }, "sites must be a whole number from 0 on: given -1"],
    [{ site: 1 }, "each name must be one of roundMs"],
  ];
  for (const [settings, words] of refused) {
    assertThrows(
      () => certificates(settings as never),
      RangeError,
      `Cannot keep death certificates because ${words}`,
    );
  }
});

Deno.test("naive: a tree without children is refused", () => {
  assertThrows(() => treeOf(3, 0), RangeError, "fanout must be a whole number from 1 on: given 0");
  assertThrows(() => treeOf(-1, 2), RangeError, "nodes must be a whole number from 0 on: given -1");
});
