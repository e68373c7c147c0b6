export type PropertyType = 'string' | 'integer' | 'boolean' | 'json' | 'list' | 'map' | 'object';

/** What CloudFormation takes under one key. */
export interface Property {
  /** In a few words, with ranges. */
  readonly description: string;
  readonly type: PropertyType;
  readonly required?: true;
  readonly values?: readonly string[];
  /** Of an object, or of each item of a list of objects. */
  readonly properties?: Properties;
  /** Free-form inside: unknown keys are fine. */
  readonly open?: true;
  /** The least and greatest value of an integer, length of a string, number of items of a list. */
  readonly min?: number;
  readonly max?: number;
}

export type Properties = Readonly<Record<string, Property>>;
