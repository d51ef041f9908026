import { assertThrows } from "@std/assert";
import { consistentBroadcast } from "./consistent_broadcast/consistent_broadcast.ts";
import { reliableBroadcast } from "./reliable_broadcast/reliable_broadcast.ts";
import { signedMessages } from "./signed_messages/signed_messages.ts";

Deno.test("broadcasts and orders that cannot be are refused, and the words say why", () => {
  for (const made of [reliableBroadcast, consistentBroadcast]) {
    for (
      const [chosen, words] of [
        [null, "its options must be a record: given null"],
        [{ faults: 3 }, "faults must be a function: given 3"],
        [{ fault: () => 1 }, "each name must be one of faults: given fault"],
      ] as const
    ) assertThrows(() => made(chosen as never), RangeError, `Cannot broadcast because ${words}`);
  }
  for (
    const [chosen, words] of [
      [NaN, "chosen must be a record: given NaN"],
      [{ battle: -1 }, "battle must be a whole number from 0 on: given -1"],
      [{ orders: [] }, "orders must be one or more: given none"],
    ] as const
  ) {
    assertThrows(
      () => signedMessages(chosen as never),
      RangeError,
      `Cannot send orders because ${words}`,
    );
  }
});
