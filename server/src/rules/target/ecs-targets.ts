import { gather } from '../../template/gather.js';
import { entryOf, get } from '../../template/node.js';
import { type Target, targetsOf } from '../../template/targets.js';
import type { Block } from '../../template/template.js';
import type { Finding, Rule } from '../rule.js';
import { arnOf, ownerOfArn, typeOf } from './arn.js';

type Judge = (target: Target, block: Block) => Iterable<Finding>;

/**
 * A rule about targets that surely are ECS clusters: they say so themselves, by their ARN or by
 * EcsParameters, or take the ARN from a cluster of the template. The judge offers no fixes.
 */
export function overEcsTargets(judge: Judge): Required<Pick<Rule, 'block' | 'template'>> {
  const ofClusters = gather((block): OfCluster[] | null => {
    const found = targetsOf(block).flatMap(target => {
      const cluster = isEcs(target) ? null : ownerOfArn(get(target.node, 'Arn'));
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
          if (typeOf(cluster, template) === 'AWS::ECS::Cluster')
            for (const finding of findings)
              yield { ...finding, start: finding.start + offset, end: finding.end + offset };
    },
  };
}

/** What is to be said if that resource is a cluster. */
interface OfCluster {
  readonly cluster: string;
  readonly findings: readonly Finding[];
}

/** Whether a target by itself says that it is an ECS cluster. */
export function isEcs({ node }: Target): boolean {
  if (entryOf(node, 'EcsParameters')) return true;
  const arn = arnOf(get(node, 'Arn'));
  return arn?.service === 'ecs' && arn.resource.startsWith('cluster/');
}
