/** What AWS was asked about a resource, beside its state. */
export interface Inquiry {
  /** The last change that CloudTrail has, or a sentence where it has none; null where nobody asked. */
  readonly who: TrailChange | string | null;
  /** How often it ran, in a sentence; null where nobody asked. */
  readonly firing: string | null;
  /** The user may ask, by links that the editor follows. */
  readonly canAsk: boolean;
}

/** A change that CloudTrail knows of; the shape is that of `providers/live.ts`. */
export interface TrailChange {
  /** ISO 8601 in UTC. */
  readonly when: string;
  /** The API's name, such as `DisableRule`. */
  readonly event: string;
  readonly who: string;
  readonly isConsole: boolean;
}
