/** The country of a public address. */
export interface AddressCountries {
  /** ISO 3166-1 alpha-2, or '' where the database has none. `address` is an IPv4 or IPv6 address in text. */
  countryOf(address: string): string;
}
