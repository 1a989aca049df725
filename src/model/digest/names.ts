/** A port with what people call it. */
export interface NamedPort {
  readonly port: number;
  /** IANA protocol number. */
  readonly protocol: number;
  /** `3389/tcp` */
  readonly label: string;
  /** `RDP`, by the settings' name for it or IANA's; '' where it has none. */
  readonly service: string;
}

/** A target with what people call it. */
export interface NamedTarget {
  /** By settings, else its network interface or machine, else its address or MAC. */
  readonly name: string;
  readonly address: string;
  /** 12 upper-case hex digits, or ''. */
  readonly mac: string;
  /** Full resource id, or ''. */
  readonly resource: string;
}
