/** In what zones and words a review speaks. */
export interface Manner {
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA time zones that runs are shown in beside UTC and the schedule's own. */
  readonly zones: readonly string[];
  /** A BCP 47 tag. */
  readonly locale: string;
  /** 9:00 PM rather than 21:00. */
  readonly hour12: boolean;
}
