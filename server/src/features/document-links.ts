import { importsOf } from '../template/exports.js';
import type { Template } from '../template/template.js';
import type { Env } from './env.js';
import { exportsMeant, isOfTemplate } from './importers.js';
import { knownImport, type Place, placesOf } from './named.js';
import { filesFrom } from './places.js';

/** A link on the name of an import; offsets count in the file. */
export interface Link {
  readonly start: number;
  readonly end: number;
  /** The output that exports it. */
  readonly target: Place;
  readonly tooltip: string;
}

/** The imports of which one template's output is known to be meant. */
export function documentLinks(template: Template, env: Env): Link[] {
  const file = filesFrom(env.uri);
  return template.blocks.flatMap(({ block, offset }) =>
    importsOf(block).flatMap(({ node: { arg }, name }) => {
      const meant = name ? exportsMeant(knownImport(name, template, env.uri), env.workspace) : [];
      const [only, ...others] = meant.filter(isOfTemplate);
      const [target] = only ? placesOf([only], env.workspace) : [];
      if (!only || !target || others.length > 0) return [];
      const tooltip = `Output ${only.from.output} of ${file(target.uri)}`;
      return [{ start: arg.start + offset, end: arg.end + offset, target, tooltip }];
    }),
  );
}
