/** Names of hosts and IP addresses that a certificate can hold. @module */

import { showIp } from "hb/host/tls/subject.ts";

/** Labels of letters, digits and hyphens (RFC 1123, section 2.1). */
const label = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i;

/** Whether it is the name of a host, or an IP address; an IPv4 address is four numbers from 0 to 255. */
export function isHost(text: string): boolean {
  if (text.includes(":")) return showIp(text) !== undefined;
  const labels = text.split(".");
  // What ends in a number is an address, or nothing (URL Standard, "ends in a number").
  if (/^\d+$/.test(labels.at(-1)!)) return showIp(text) === text;
  return text.length <= 253 && labels.every((each) => label.test(each));
}
