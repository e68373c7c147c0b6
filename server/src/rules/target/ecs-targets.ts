import { arnOf, ownerOfArn, typeOf } from '../../template/arn.js';
import { gather } from '../../template/gather.js';
import { entryOf, get } from '../../template/node.js';
import { type Target, targetsOf } from '../../template/targets.js';
import type { Block, Template } from '../../template/template.js';
import { movedBy } from '../moved.js';
import type { Finding, Rule } from '../rule.js';

type Judge = (target: Target, block: Block) => Iterable<Finding>;

/**
 * A rule about targets that surely are ECS clusters: they say so themselves, by their ARN or by
 * EcsParameters, or take the ARN from a cluster of the template.
 */
export function overEcsTargets(judge: Judge): Required<Pick<Rule, 'block' | 'template'>> {
  const ofClusters = gather((block): OfCluster[] | null => {
    const found = targetsOf(block).flatMap(target => {
      const cluster = isEcs(target) ? null : ownerOf(target);
      const findings = cluster ? [...judge(target, block)] : [];
      return cluster && findings.length > 0 ? [{ cluster, findings }] : [];
    });
    return found.length > 0 ? found : null;
  });
  return {
    *block(block) {
      for (const target of targetsOf(block)) if (isEcs(target)) yield* judge(target, block);
    },
    *template(template) {
      for (const { offset, found } of ofClusters(template))
        for (const { cluster, findings } of found)
          if (isCluster(cluster, template))
            for (const finding of findings) yield movedBy(finding, offset);
    },
  };
}

/** What is to be said if that resource is a cluster. */
interface OfCluster {
  readonly cluster: string;
  readonly findings: readonly Finding[];
}

/** The logical id of the resource whose ARN a target has; null where it is written otherwise. */
export function ownerOf({ node }: Target): string | null {
  return ownerOfArn(get(node, 'Arn'));
}

export function isCluster(id: string, template: Template): boolean {
  return typeOf(id, template) === 'AWS::ECS::Cluster';
}

/** Whether a target by itself says that it is an ECS cluster. */
export function isEcs({ node }: Target): boolean {
  if (entryOf(node, 'EcsParameters')) return true;
  const arn = arnOf(get(node, 'Arn'));
  return arn?.service === 'ecs' && arn.resource.startsWith('cluster/');
}
