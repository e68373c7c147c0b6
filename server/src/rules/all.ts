import { changed } from './drift/changed.js';
import { deleted } from './drift/deleted.js';
import { duplicate } from './export/duplicate.js';
import { name } from './export/name.js';
import { taskRevision } from './export/task-revision.js';
import { functions } from './import/functions.js';
import { resourceReference } from './import/resource-reference.js';
import { shortForm } from './import/short-form.js';
import { unknownExport } from './import/unknown-export.js';
import { collision } from './rule/collision.js';
import { description } from './rule/description.js';
import { duplicateName } from './rule/duplicate-name.js';
import { duplicateWork } from './rule/duplicate-work.js';
import { misaligned } from './rule/misaligned.js';
import { name as ruleName } from './rule/name.js';
import { nameCase } from './rule/name-case.js';
import { state } from './rule/state.js';
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
import { capsuleRedis } from './sidekiq/capsule-redis.js';
import { clientDefault } from './sidekiq/client-default.js';
import { clusterEndpoint } from './sidekiq/cluster-endpoint.js';
import { doublePeriodic } from './sidekiq/double-periodic.js';
import { leftover } from './sidekiq/leftover.js';
import { moveNotAtomic } from './sidekiq/move-not-atomic.js';
import { namespace } from './sidekiq/namespace.js';
import { poolObject } from './sidekiq/pool-object.js';
import { randomClient } from './sidekiq/random-client.js';
import { randomPerCall } from './sidekiq/random-per-call.js';
import { randomServer } from './sidekiq/random-server.js';
import { redisMerge } from './sidekiq/redis-merge.js';
import { reenqueueLosesTime } from './sidekiq/reenqueue-loses-time.js';
import { splitRedis } from './sidekiq/split-redis.js';
import { twoReaders } from './sidekiq/two-readers.js';
import { undefinedUrl } from './sidekiq/undefined-url.js';
import { ymlRedis } from './sidekiq/yml-redis.js';
import { unusedSuppression } from './suppression/unused.js';
import { capacityProvider } from './target/capacity-provider.js';
import { command } from './target/command.js';
import { container } from './target/container.js';
import { duplicateId } from './target/duplicate-id.js';
import { ecsParameters } from './target/ecs-parameters.js';
import { id } from './target/id.js';
import { inputChoice } from './target/input-choice.js';
import { inputJson } from './target/input-json.js';
import { inputSize } from './target/input-size.js';
import { lambdaPermission } from './target/lambda-permission.js';
import { launchType } from './target/launch-type.js';
import { network } from './target/network.js';
import { networkSize } from './target/network-size.js';
import { none } from './target/none.js';
import { overrides } from './target/overrides.js';
import { rakeArguments } from './target/rake-arguments.js';
import { rakeTask } from './target/rake-task.js';
import { region } from './target/region.js';
import { retry } from './target/retry.js';
import { roleArn } from './target/role-arn.js';
import { taskCount } from './target/task-count.js';
import { tooMany } from './target/too-many.js';
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
  ruleName,
  nameCase,
  description,
  duplicateName,
  misaligned,
  duplicateWork,
  state,
  collision,
  none,
  tooMany,
  inputJson,
  inputChoice,
  inputSize,
  overrides,
  container,
  command,
  rakeTask,
  rakeArguments,
  duplicateId,
  id,
  roleArn,
  ecsParameters,
  network,
  networkSize,
  launchType,
  capacityProvider,
  taskCount,
  lambdaPermission,
  retry,
  region,
  changed,
  deleted,
  capsuleRedis,
  undefinedUrl,
  randomServer,
  randomClient,
  randomPerCall,
  splitRedis,
  twoReaders,
  clientDefault,
  poolObject,
  namespace,
  clusterEndpoint,
  redisMerge,
  ymlRedis,
  doublePeriodic,
  reenqueueLosesTime,
  moveNotAtomic,
  leftover,
  syntax,
  truncated,
  booleanMode,
  unusedSuppression,
];
