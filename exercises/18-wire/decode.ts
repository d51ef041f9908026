/** Part 3. A decoder that no bytes can break. */

import { type Decode, todo } from "./given.ts";

/**
 * A message is a row of fields. Each begins with a varint: the number of the field, from 1 to 2 ** 29 - 1,
 * times 8, and how what follows is written:
 *
 *     0   a varint
 *     1   eight bytes
 *     2   a length, as a varint, and so many bytes
 *     5   four bytes
 *
 * There are no others. Numbers without and with a sign are written as 0; text, bytes and messages as 2; the
 * numbers of a list each as 0, or any number of them as 2, one after the other; both may be mixed.
 *
 * - A field that is not known is passed over, and so is one that is written otherwise than its type wants.
 * - Of a field that comes several times the last counts; but numbers of a list are added, and messages are
 *   merged: what a later one has is taken as if it stood in the first, behind what is there. What has not
 *   come is not in the message; a list has come, and is empty, when it has come as 2 with no numbers.
 * - Varints are those of part 1. Messages in messages are at most `deepest` deep: with 0, there are none; and
 *   at most 100 deep, whatever `deepest` is. Text is good UTF-8.
 * - Whatever the bytes are, the message or `MalformedBytes` comes of them, and each field that is known is
 *   read once: `schema.field` is asked no more often than there are fields. Of the bytes no more are copied
 *   than four times their number for each level that is allowed, and 4096; and a list of 100,000 numbers is
 *   read in much less than a second.
 * - `bytes` are left as they are, and what was read stays as it is, whatever is read later; a field of bytes
 *   may be a part of `bytes`.
 */
export const decode: Decode = (_bytes, _schema, _deepest) => todo("part 3, decode");
