import { changedExports } from '../../features/changed-exports.js';
import { nameText } from '../../template/names.js';
import type { PlacedBlock } from '../../template/template.js';
import type { Workspace } from '../../workspace/workspace.js';
import type { Check } from '../review.js';
import { code, listed } from '../words.js';
import { check, type Remark, stop } from './check.js';

/** A template whose exports may not be what they were. */
export interface ExportingFile {
  readonly uri: string;
  readonly file: string;
  readonly before: readonly PlacedBlock[];
  readonly after: readonly PlacedBlock[];
}

/** `fileOf` is how a reader writes the template at a URI. */
export function exportsCheck(
  files: readonly ExportingFile[],
  workspace: Workspace,
  fileOf: (uri: string) => string,
): Check {
  const remarks = files.flatMap(({ uri, file, before, after }) =>
    changedExports(uri, before, after).flatMap(({ name, how }): Remark[] => {
      const importers = workspace.importsOf(name).filter(used => used.uri !== uri);
      if (importers.length === 0) return [];
      const by = [...new Set(importers.map(used => code(fileOf(used.uri))))];
      const what = how === 'gone' ? 'goes away' : 'gets another value';
      return [
        stop(
          `${code(nameText(name))} of ${code(file)} ${what}, and ${listed(by)} ${by.length > 1 ? 'import' : 'imports'} it: CloudFormation refuses that for as long as it is imported.`,
        ),
      ];
    }),
  );
  return check('exports', remarks);
}
