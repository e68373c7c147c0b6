/** A step from a value to one in it. */
export type Step =
  /** By the key of a mapping. */
  | string
  /** By the position in a list, from 0. */
  | number
  /** To the target with an Id. */
  | { readonly id: string };

export type Path = readonly Step[];

/** A path as it is shown: `Targets[t3].Input.a`. */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (typeof step === 'object') text += `[${step.id}]`;
    else if (!/^[\w:-]+$/.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text ? `.${step}` : step;
  }
  return text;
}

/** Whether one path is the other or leads into it. */
export function isWithin(path: string, outer: string): boolean {
  if (!path.startsWith(outer)) return false;
  return outer === '' || path.length === outer.length || /[.[]/.test(path[outer.length] ?? '');
}

/** Whether two paths lead to values of which one is in the other. */
export function overlap(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}
