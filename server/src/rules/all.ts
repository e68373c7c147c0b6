import { duplicate } from './export/duplicate.js';
import { name } from './export/name.js';
import { taskRevision } from './export/task-revision.js';
import { functions } from './import/functions.js';
import { resourceReference } from './import/resource-reference.js';
import { shortForm } from './import/short-form.js';
import { unknownExport } from './import/unknown-export.js';
import { unknownProperty } from './rule/unknown-property.js';
import type { Rule } from './rule.js';
import { customBus } from './schedule/custom-bus.js';
import { dates } from './schedule/dates.js';
import { dst } from './schedule/dst.js';
import { everyMinute } from './schedule/every-minute.js';
import { flexibleWindow } from './schedule/flexible-window.js';
import { missing } from './schedule/missing.js';
import { neverFires } from './schedule/never-fires.js';
import { past } from './schedule/past.js';
import { syntax as scheduleSyntax } from './schedule/syntax.js';
import { timezone } from './schedule/timezone.js';
import { unsure } from './schedule/unsure.js';
import { wrapDay } from './schedule/wrap-day.js';
import { unusedSuppression } from './suppression/unused.js';
import { booleanMode } from './yaml/boolean-mode.js';
import { syntax } from './yaml/syntax.js';
import { truncated } from './yaml/truncated.js';

/** Every rule, in the order of the documentation. */
export const RULES: readonly Rule[] = [
  scheduleSyntax,
  unsure,
  neverFires,
  past,
  missing,
  customBus,
  timezone,
  dst,
  wrapDay,
  flexibleWindow,
  dates,
  everyMinute,
  shortForm,
  resourceReference,
  functions,
  unknownExport,
  duplicate,
  name,
  taskRevision,
  unknownProperty,
  syntax,
  truncated,
  booleanMode,
  unusedSuppression,
];
