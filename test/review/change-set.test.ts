import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseChangeSet } from '../../server/src/review/change-set.js';
import { ruleChanges } from '../../server/src/review/rule-changes.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import {
  changeSetOf,
  detail,
  evidenceOf,
  levelOf,
  MANNER,
  page,
  properties,
  resources,
  reviewedSet,
  rule,
  told,
} from './support.js';

const UNKNOWN = '{{changeSet:KNOWN_AFTER_APPLY}}';
const LATER = 'cron(0 4 * * ? *)';

/** The rule an hour later. */
const moved = (more: object = {}) =>
  page(
    [
      told({
        before: properties(),
        after: properties({ ScheduleExpression: LATER }),
        details: [detail('/Properties/ScheduleExpression', 'cron(0 3 * * ? *)', LATER)],
        more: { Replacement: 'False' },
      }),
    ],
    more,
  );

const written = { 'schedules.yml': resources(rule({ expression: LATER })) };

describe('a change set that does what was written', () => {
  const review = reviewedSet(moved({ DeploymentMode: 'REVERT_DRIFT' }), written);

  it('is told as any change is', () => {
    expect(review.changes).toMatchObject([
      {
        logicalId: 'Nightly',
        action: 'changed',
        before: { timing: { words: 'At 03:00 (UTC)', perDay: 1 } },
        after: { timing: { words: 'At 04:00 (UTC)' } },
        differences: [{ path: 'ScheduleExpression' }],
        replacement: null,
      },
    ]);
    expect(review.source).toEqual({
      kind: 'change-set',
      name: 'deploy-42',
      stack: 'shop',
      template: 'schedules.yml',
    });
  });

  it('has the changed schedule to look at, and nothing else', () => {
    expect(review.checks.filter(({ level }) => level !== 'pass').map(({ id }) => id)).toEqual([
      'schedule',
    ]);
    expect(review.checks.every(({ evidence }) => evidence.length > 0)).toBe(true);
  });
});

describe('the state of a change set', () => {
  it.each([
    ['CREATE_COMPLETE and AVAILABLE', {}, 'pass', /can be executed/],
    ['obsolete', { ExecutionStatus: 'OBSOLETE' }, 'stop', /execution status is OBSOLETE/],
    ['in the making', { Status: 'CREATE_IN_PROGRESS' }, 'stop', /CREATE_IN_PROGRESS/],
    [
      'failed',
      { Status: 'FAILED', StatusReason: 'Template error: no such parameter' },
      'stop',
      /FAILED: Template error/,
    ],
    [
      'without changes',
      {
        Status: 'FAILED',
        ExecutionStatus: 'UNAVAILABLE',
        StatusReason:
          "The submitted information didn't contain changes. Submit different information to create a change set.",
        Changes: [],
      },
      'pass',
      /nothing to deploy/,
    ],
    ['of another day', { CreationTime: '2026-11-22T11:00:00Z' }, 'look', /made 2 days ago/],
    ['with seconds for a time', { CreationTime: 1_795_000_000 }, 'look', /days ago/],
    ['without a status', { Status: undefined }, 'look', /not told/],
    ['with a page to come', { NextToken: 'abc' }, 'stop', /Pages of it are missing/],
  ] as const)('%s', (_, more, level, said) => {
    const review = reviewedSet(moved(more), written);
    expect(levelOf(review, 'ready')).toBe(level);
    expect(evidenceOf(review, 'ready')).toMatch(said);
  });

  it('is whole where all pages are there', () => {
    const first = page([told({ id: 'A', action: 'Add', after: properties() })], {
      NextToken: 'abc',
    });
    const second = page([told({ id: 'B', action: 'Add', after: properties({ Name: 'b' }) })]);
    const whole = reviewedSet([first, second]);
    expect(levelOf(whole, 'ready')).toBe('pass');
    expect(whole.changes.map(({ logicalId }) => logicalId)).toEqual(['A', 'B']);
    expect(levelOf(reviewedSet([first]), 'ready')).toBe('stop');
    expect(levelOf(reviewedSet([second, first]), 'ready')).toBe('stop');
  });
});

describe('held against the template', () => {
  it('what it would set and nobody wrote is to be stopped', () => {
    const review = reviewedSet(moved(), { 'schedules.yml': resources(rule()) });
    expect(levelOf(review, 'held')).toBe('stop');
    expect(evidenceOf(review, 'held')).toContain(
      '`Nightly`: it would set ScheduleExpression to `cron(0 4 * * ? *)`, and the template says `cron(0 3 * * ? *)`.',
    );
  });

  it('what was written and it would not set is to be stopped', () => {
    const text = rule({ expression: LATER, lines: ['Description: Ships orders'] });
    const review = reviewedSet(moved(), { 'schedules.yml': resources(text) });
    expect(evidenceOf(review, 'held')).toContain(
      '`Nightly`: the template says that Description is `Ships orders`, and it would not set it.',
    );
  });

  it('a property that the template does not have is to be stopped', () => {
    const set = page([told({ before: properties(), after: properties({ Description: 'x' }) })]);
    expect(evidenceOf(reviewedSet(set, { 'a.yml': resources(rule()) }), 'held')).toMatch(
      /would set Description to `x`, and the template does not have it/,
    );
  });

  it('a resource that the template does not have is to be stopped', () => {
    const set = page([
      told({ id: 'Nightly', before: properties(), after: properties() }),
      told({ id: 'Ghost', action: 'Add', after: properties({ Name: 'ghost' }) }),
      told({ id: 'Bucket', action: 'Add', type: 'AWS::S3::Bucket', after: {} }),
    ]);
    const evidence = evidenceOf(reviewedSet(set, { 'a.yml': resources(rule()) }), 'held');
    expect(evidence).toContain('It would add `Ghost`, which the template does not have.');
    expect(evidence).toContain('It would add `Bucket`, which the template does not have.');
  });

  it('a removal that nobody wrote is to be stopped, one that was written looked at', () => {
    const set = page([
      told({ action: 'Remove', before: properties() }),
      told({ id: 'Other', before: properties(), after: properties({ Description: '' }) }),
    ]);
    const still = reviewedSet(set, { 'a.yml': resources(rule(), rule({ id: 'Other' })) });
    expect(evidenceOf(still, 'held')).toContain(
      'It would remove `Nightly`, which the template still has.',
    );
    const gone = reviewedSet(set, { 'a.yml': resources(rule({ id: 'Other' })) });
    expect([levelOf(gone, 'held'), levelOf(gone, 'removal')]).toEqual(['pass', 'look']);
    expect(levelOf(reviewedSet(set), 'removal')).toBe('stop');
  });

  it('takes the values of parameters and of the stack from the change set', () => {
    const text = `Parameters:
  When: { Type: String, Default: rate(1 day) }
  Stage: { Type: String }
Conditions:
  Live: !Equals [!Ref Stage, live]
${resources(
  rule({
    name: '!Sub ${AWS::StackName}-nightly',
    expression: '!Ref When',
    state: '!If [Live, ENABLED, DISABLED]',
    target: ['Arn: !Sub arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs'],
  }),
)}`;
    const stage = (value: string) =>
      moved({
        Parameters: [
          { ParameterKey: 'When', ParameterValue: LATER },
          { ParameterKey: 'Stage', ParameterValue: '/stage', ResolvedValue: value },
        ],
      });
    expect(levelOf(reviewedSet(stage('live'), { 'a.yml': text }), 'held')).toBe('pass');
    expect(evidenceOf(reviewedSet(stage('test'), { 'a.yml': text }), 'held')).toMatch(
      /would set State to `ENABLED`, and the template says `DISABLED`/,
    );
  });

  it('says nothing of what neither side knows', () => {
    const set = page([
      told({
        before: properties(),
        after: properties({
          Name: UNKNOWN,
          Targets: [
            {
              Id: 'jobs',
              Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs',
              RoleArn: UNKNOWN,
              EcsParameters: {
                TaskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/app:7',
                NetworkConfiguration: {
                  AwsVpcConfiguration: { Subnets: ['subnet-2', 'subnet-1'] },
                },
              },
            },
          ],
        }),
      }),
    ]);
    const text = resources(
      rule({
        name: '!Ref Name',
        target: [
          'Arn: !GetAtt Queue.Arn',
          'RoleArn: !GetAtt Role.Arn',
          'EcsParameters:',
          '  TaskDefinitionArn: !Sub arn:aws:ecs:eu-west-1:123456789012:task-definition/${Task}',
          '  NetworkConfiguration: { AwsVpcConfiguration: { Subnets: !Split [",", !ImportValue nets] } }',
        ],
      }),
    );
    expect(evidenceOf(reviewedSet(set, { 'a.yml': text }), 'held')).toBe('Held against `a.yml`.');
  });

  it('a hidden parameter is not known', () => {
    const text = `Parameters:
  When: { Type: String, NoEcho: true, Default: rate(1 day) }
${resources(rule({ expression: '!Ref When' }))}`;
    const set = moved({ Parameters: [{ ParameterKey: 'When', ParameterValue: '****' }] });
    expect(levelOf(reviewedSet(set, { 'a.yml': text }), 'held')).toBe('pass');
  });

  it('finds the template among several, and says where there is none', () => {
    const other = resources(rule({ id: 'Weekly' }));
    const several = { 'a.yml': other, ...written, 'z.yml': other };
    expect(reviewedSet(moved(), several).source).toMatchObject({ template: 'schedules.yml' });
    const none = reviewedSet(moved(), { 'a.yml': other, 'z.yml': other });
    expect(levelOf(none, 'held')).toBe('look');
    expect(evidenceOf(none, 'held')).toMatch(/none of 2 templates has its resources/);
  });

  it('leaves out what a transform may write', () => {
    const text = `Transform: AWS::Serverless-2016-10-31\n${resources(rule({ id: 'Other' }))}`;
    const review = reviewedSet(moved(), { 'a.yml': text });
    expect(levelOf(review, 'held')).toBe('look');
    expect(evidenceOf(review, 'held')).toMatch(/`Nightly` can’t be held against the template/);
  });

  it('finds what was written by git and it would not touch', () => {
    const scope = (text: string) => ({
      template: parseTemplate(text),
      workspace: new Workspace(),
    });
    const now = resources(rule({ expression: LATER }), rule({ id: 'Weekly', name: 'w' }));
    const before = resources(rule(), rule({ id: 'Weekly', name: 'w', state: 'DISABLED' }));
    const changes = ruleChanges(
      { before: scope(before), after: scope(now), file: 'schedules.yml' },
      MANNER,
    );
    const review = reviewedSet(moved(), { 'schedules.yml': now }, changes);
    expect(evidenceOf(review, 'held')).toMatch(
      /`Weekly` is changed in the template \(State\), and it would not touch it/,
    );
    expect(evidenceOf(review, 'held')).not.toContain('`Nightly`');
    expect(review.verdict).toBe('stop');
  });
});

describe('what real change sets are like', () => {
  it('a path that is told twice is one, with both causes', () => {
    const review = reviewedSet(
      page([
        told({
          before: properties({ RoleArn: 'arn:old' }),
          after: properties({ RoleArn: UNKNOWN }),
          details: [
            detail('/Properties/RoleArn', 'arn:old', UNKNOWN, { Evaluation: 'Dynamic' }),
            detail('/Properties/RoleArn', 'arn:old', UNKNOWN, {
              ChangeSource: 'ResourceAttribute',
              CausingEntity: 'Role.Arn',
            }),
          ],
        }),
      ]),
    );
    expect(review.changes[0]?.differences).toMatchObject([
      { path: 'RoleArn', causes: ['resource Role.Arn'] },
    ]);
    expect(evidenceOf(review, 'known')).toContain(
      '`Nightly`: RoleArn is `known after apply`, which only the deployment knows.',
    );
  });

  it('names the parameter behind a value in a target', () => {
    const target = (count: string) => ({
      Targets: [
        { Id: 'first', Arn: 'arn:1' },
        { Id: 'jobs', Arn: 'arn:2', EcsParameters: { TaskCount: count } },
      ],
    });
    const review = reviewedSet(
      page([
        told({
          before: properties(target('1')),
          after: properties(target('3')),
          details: [
            detail('/Properties/Targets/1/EcsParameters/TaskCount', '1', '3', {
              ChangeSource: 'ParameterReference',
              CausingEntity: 'Count',
            }),
          ],
        }),
      ]),
    );
    expect(evidenceOf(review, 'targets')).toBe(
      '`Nightly`, target `jobs`: EcsParameters.TaskCount `1` → `3`, by parameter Count.',
    );
  });

  it('Modify with equal values changes nothing, and is said', () => {
    const review = reviewedSet(
      page([
        told({
          before: properties(),
          after: properties(),
          details: [detail('/Properties/State', 'ENABLED', 'ENABLED')],
        }),
      ]),
    );
    expect(review.changes).toEqual([]);
    expect(evidenceOf(review, 'known')).toBe(
      '`Nightly` would be updated, though no property differs.',
    );
  });

  it('a context that is cut off is made up for by the single changes', () => {
    const cut = JSON.stringify({ Properties: properties() }).slice(0, 60);
    const review = reviewedSet(
      page([
        told({
          details: [
            detail('/Properties/ScheduleExpression', 'rate(1 hour)', 'rate(2 hours)'),
            detail('/Properties/Targets/0/Input', '{"a":1}', '{"a":2,"b":"a long te'),
            detail('/Properties/Tags', '[{"Key":"a","Value":"1"}]', '[{"Key":"a","Val'),
          ],
          more: { BeforeContext: cut, AfterContext: cut },
        }),
      ]),
      { 'a.yml': resources(rule()) },
    );
    expect(review.changes).toMatchObject([
      {
        before: { timing: { words: 'Every hour' }, state: null },
        after: { timing: { words: 'Every 2 hours' } },
      },
    ]);
    expect(review.changes[0]?.differences.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['ScheduleExpression', 'Targets[0].Input', 'Tags']),
    );
    expect(evidenceOf(review, 'known')).toMatch(/`Nightly`: not all properties are told/);
    expect(evidenceOf(review, 'known')).toMatch(/Tags is `told in part`/);
    expect(evidenceOf(review, 'held')).toMatch(/`Nightly` is not compared/);
  });

  it('without property values says how to get them', () => {
    const review = reviewedSet(
      page([
        told({
          details: [
            {
              Target: { Attribute: 'Properties', Name: 'State', RequiresRecreation: 'Never' },
              Evaluation: 'Static',
              ChangeSource: 'DirectModification',
            },
          ],
        }),
      ]),
    );
    expect(evidenceOf(review, 'known')).toContain('--include-property-values');
    expect(review.verdict).not.toBe('pass');
  });

  it.each([
    ['True', 'replaced', 'stop'],
    ['Conditional', 'may-be-replaced', 'stop'],
    ['False', undefined, 'pass'],
  ] as const)('Replacement %s is taken from CloudFormation', (told_, kind, level) => {
    const review = reviewedSet(
      page([
        told({
          before: properties(),
          after: properties({ Description: 'x' }),
          more: { Replacement: told_, PolicyAction: 'ReplaceAndRetain' },
        }),
      ]),
    );
    expect(review.changes[0]?.replacement?.kind).toBe(kind);
    expect(levelOf(review, 'replacement')).toBe(level);
    if (kind) expect(evidenceOf(review, 'replacement')).toMatch(/runs twice.* goes on running/);
  });

  it('is not drift-aware unless it says so', () => {
    const plain = reviewedSet(moved(), written);
    expect(levelOf(plain, 'drift')).toBe('look');
    expect(evidenceOf(plain, 'drift')).toMatch(/console edits are not shown/);
    const aware = page(
      [
        told({
          before: properties({ State: 'DISABLED' }),
          after: properties(),
          details: [
            {
              ...detail('/Properties/State', 'DISABLED', 'ENABLED'),
              Target: {
                Attribute: 'Properties',
                Name: 'State',
                Path: '/Properties/State',
                BeforeValue: 'DISABLED',
                AfterValue: 'ENABLED',
                BeforeValueFrom: 'ACTUAL_STATE',
                AfterValueFrom: 'TEMPLATE',
                Drift: { PreviousValue: 'ENABLED', ActualValue: 'DISABLED' },
              },
            },
          ],
          more: { ResourceDriftStatus: 'MODIFIED' },
        }),
      ],
      { DeploymentMode: 'REVERT_DRIFT' },
    );
    expect(evidenceOf(reviewedSet(aware), 'drift')).toBe(
      '`Nightly`: State is `DISABLED` live, and `ENABLED` was deployed.',
    );
    expect(evidenceOf(reviewedSet(aware), 'state')).toMatch(/`Nightly` is switched on/);
  });

  it('tells of other resources in short', () => {
    const NESTED = 'arn:aws:cloudformation:eu-west-1:123456789012:changeSet/deploy-42-Jobs/1';
    const review = reviewedSet(
      page([
        told({ id: 'Table', type: 'AWS::DynamoDB::Table', action: 'Remove' }),
        told({ id: 'Queue', type: 'AWS::SQS::Queue', more: { Replacement: 'True' } }),
        told({ id: 'Topic', type: 'AWS::SNS::Topic', more: { Replacement: 'False' } }),
        told({ id: 'Inner', type: 'AWS::CloudFormation::Stack' }),
        told({ id: 'Jobs', type: 'AWS::CloudFormation::Stack', more: { ChangeSetId: NESTED } }),
      ]),
    );
    expect(review.checks.find(({ id }) => id === 'others')).toMatchObject({
      level: 'look',
      evidence: [
        '`Table` (AWS::DynamoDB::Table) is removed.',
        '`Queue` (AWS::SQS::Queue) is replaced.',
        '`Inner` (AWS::CloudFormation::Stack) is a stack of its own, and what changes in it is not told: make the change set with `--include-nested-stacks`.',
        `\`Jobs\` (AWS::CloudFormation::Stack) is a stack of its own, and its change set is reviewed by \`cronwright review --change-set-name ${NESTED}\`.`,
        'It changes 5 other resources.',
      ],
    });
  });
});

describe('the recorded example', () => {
  const file = new URL('../fixtures/change-sets/shop.json', import.meta.url);
  const json: unknown = JSON.parse(readFileSync(file, 'utf8'));

  it('is read in full', () => {
    const changeSet = changeSetOf(json);
    expect(changeSet).toMatchObject({
      name: 'deploy-42',
      stack: 'shop',
      status: 'CREATE_COMPLETE',
      executionStatus: 'AVAILABLE',
      isWhole: true,
      isDriftAware: false,
    });
    expect([...changeSet.parameters]).toEqual([
      ['When', 'cron(30 3 * * ? *)'],
      ['Secret', null],
    ]);
    expect(changeSet.changes.map(({ logicalId, action }) => `${action} ${logicalId}`)).toEqual([
      'Modify NightlyRule',
      'Add WeeklySchedule',
      'Remove OldRule',
    ]);
  });

  it('is reviewed', () => {
    const review = reviewedSet(json);
    expect(review.changes.map(({ logicalId, action }) => [logicalId, action])).toEqual([
      ['NightlyRule', 'changed'],
      ['WeeklySchedule', 'added'],
      ['OldRule', 'removed'],
    ]);
    expect(review.changes[0]?.differences).toMatchObject([
      { path: 'ScheduleExpression', causes: ['parameter When'] },
      { path: 'Targets[nightly].Input.containerOverrides[app].command', causes: [] },
    ]);
    expect(review.changes[1]?.after?.timing).toMatchObject({
      words: 'At 09:00, only on Monday (Europe/Berlin)',
      frequency: '1 run a week',
    });
    expect(review.changes[2]?.before?.timing.words).toBe('Every hour');
  });
});

describe('anything else', () => {
  it.each([null, [], {}, 'text', 12, { Changes: 'no' }, { Reservations: [] }, [[]]])(
    '%j is no change set',
    json => {
      expect(parseChangeSet(json)).toBeNull();
    },
  );

  it('in a change set is as if it were not told', () => {
    const strange = page(
      [
        {},
        { ResourceChange: null },
        { ResourceChange: { LogicalResourceId: 7 } },
        told({ details: [{ Target: 'x' }, { Target: { Attribute: 'Properties' } }, {}] }),
        told({ id: '__proto__', action: 'Add', after: properties() }),
        told({ id: 'B', after: { Targets: 'none', ScheduleExpression: 4, State: [] } }),
      ],
      { Parameters: 'x', CreationTime: {}, StackId: 'x', Status: 'CREATE_COMPLETE' },
    );
    expect(() => reviewedSet(strange, { 'a.yml': resources(rule()) })).not.toThrow();
  });
});
