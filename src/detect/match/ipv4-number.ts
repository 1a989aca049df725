const dot = 46;
const zero = 48;

/**
 * Reads an IPv4 address in its plain form (four decimal numbers without leading zeros) as one number. A window names hundreds of thousands
 * of sources: this looks at each character once and makes nothing.
 *
 * @returns 0 to 2³² − 1; -1 for any other text
 */
export function ipv4Number(address: string): number {
  let number = 0;
  let octet = -1;
  let dots = 0;
  for (let at = 0; at < address.length; at++) {
    const code = address.charCodeAt(at);
    if (code === dot) {
      if (octet < 0) return -1;
      number = number * 256 + octet;
      octet = -1;
      dots++;
    } else {
      octet = withDigit(octet, code - zero);
      if (octet < 0 || octet > 255) return -1;
    }
  }
  return dots === 3 && octet >= 0 ? number * 256 + octet : -1;
}

/** A number with one more digit; -1 for what is no digit, or follows a leading zero. */
function withDigit(octet: number, digit: number): number {
  if (digit < 0 || digit > 9 || octet === 0) return -1;
  return octet < 0 ? digit : octet * 10 + digit;
}
