/** When each flow log was first listed by this installation, ms: what happened before is not pushed. By upper-case path before `/y=`. */
export type Installation = Readonly<Record<string, number>>;
