import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EVENTS_CALLS, SCHEDULER_CALLS } from '../../server/src/authoring/guard/calls.js';
import { denyPolicy } from '../../server/src/authoring/guard/deny.js';
import { guardOf } from '../../server/src/authoring/guard/guard.js';
import { notifyTemplate } from '../../server/src/authoring/guard/notify.js';
import { checkAccount, checkRole } from '../../server/src/authoring/guard/options.js';
import { readOnlyPolicy } from '../../server/src/authoring/guard/read-only.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import { lint } from '../../server/src/rules/lint.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { ROOT } from '../support/folders.js';
import { workspaceOf } from '../support/workspace.js';

const NOBODY = { breakGlassRoles: [], allowedRoles: [], account: null };
const SOMEBODY = {
  breakGlassRoles: ['BreakGlass'],
  allowedRoles: ['cloudformation-deploy'],
  account: '123456789012',
};

/** `*` is any text, also across slashes, as ArnLike and event patterns have it. */
function isLike(pattern: string, text: string): boolean {
  const letters = pattern.replace(/[.+^$()[\]{}|\\/]/g, '\\$&');
  return new RegExp(`^${letters.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
}

describe('the policy that denies', () => {
  interface Call {
    readonly action: string;
    readonly principal: string;
    /** The services that it came through; absent for a direct call. */
    readonly calledVia?: readonly string[];
  }

  /** As IAM evaluates the two operators that the policy has: all conditions have to hold. */
  function denies(options: typeof SOMEBODY | typeof NOBODY, call: Call): boolean {
    return denyPolicy(options).Statement.some(({ Effect, Action, Condition = {} }) => {
      const holds = Object.entries(Condition).map(([operator, keys]) => {
        const [[key, values = []] = ['', []]] = Object.entries(keys);
        if (operator === 'ForAllValues:StringNotEquals' && key === 'aws:CalledVia')
          return (call.calledVia ?? []).every(service => !values.includes(service));
        if (operator === 'ArnNotLike' && key === 'aws:PrincipalArn')
          return !values.some(pattern => isLike(pattern, call.principal));
        throw new Error(`the test does not know ${operator} of ${key}`);
      });
      return Effect === 'Deny' && Action.includes(call.action) && holds.every(Boolean);
    });
  }

  const ADMIN = 'arn:aws:iam::123456789012:role/Admin';
  const action = 'events:DisableRule';

  it('denies each call that is made directly', () => {
    const calls = [
      ...EVENTS_CALLS.map(call => `events:${call}`),
      ...SCHEDULER_CALLS.map(call => `scheduler:${call}`),
    ];
    expect(calls).toHaveLength(8);
    for (const call of calls)
      expect(denies(SOMEBODY, { action: call, principal: ADMIN })).toBe(true);
  });

  it.each([
    ['through CloudFormation', { calledVia: ['cloudformation.amazonaws.com'] }, false],
    [
      'through CloudFormation and another',
      { calledVia: ['cloudformation.amazonaws.com', 'dynamodb.amazonaws.com'] },
      false,
    ],
    ['through another service', { calledVia: ['athena.amazonaws.com'] }, true],
    ['by the break-glass role', { principal: 'arn:aws:iam::1:role/BreakGlass' }, false],
    ['by it with a path', { principal: 'arn:aws-cn:iam::1:role/team/ops/BreakGlass' }, false],
    ['by one whose name is longer', { principal: 'arn:aws:iam::1:role/NotBreakGlass' }, true],
    ['by one that begins so', { principal: 'arn:aws:iam::1:role/BreakGlassToo' }, true],
    ['by a user of that name', { principal: 'arn:aws:iam::1:user/BreakGlass' }, true],
    ['by the service role', { principal: 'arn:aws:iam::1:role/cloudformation-deploy' }, false],
    ['that only reads', { action: 'events:ListRules' }, false],
  ])('a call %s', (_, call, denied) => {
    expect(denies(SOMEBODY, { action, principal: ADMIN, ...call })).toBe(denied);
  });

  it('without roles lets nobody through but CloudFormation', () => {
    expect(denies(NOBODY, { action, principal: 'arn:aws:iam::1:role/BreakGlass' })).toBe(true);
    const calledVia = ['cloudformation.amazonaws.com'];
    expect(denies(NOBODY, { action, principal: ADMIN, calledVia })).toBe(false);
  });

  it('fits into a service control policy', () => {
    const roles = Array.from({ length: 10 }, (_, i) => `team-${i}-${'r'.repeat(50)}`);
    const [deny] = guardOf({ ...SOMEBODY, allowedRoles: roles });
    expect(JSON.stringify(JSON.parse(deny?.text ?? '')).length).toBeLessThan(5120);
  });
});

describe('the template that tells', () => {
  type Pattern = { readonly [key: string]: Pattern } | readonly unknown[];

  /** As EventBridge matches the operators that the template has. */
  function matches(pattern: Pattern, event: unknown): boolean {
    if (Array.isArray(pattern)) return pattern.some(one => matchesOne(one, event));
    return Object.entries(pattern as Readonly<Record<string, Pattern>>).every(([key, inner]) =>
      matches(inner, (event as Record<string, unknown> | undefined)?.[key]),
    );
  }

  function matchesOne(wanted: unknown, value: unknown): boolean {
    if (typeof wanted === 'string') return value === wanted;
    const { exists, 'anything-but': but } = wanted as Record<string, unknown>;
    if (exists === false) return value === undefined;
    if (typeof value !== 'string') return false;
    if (Array.isArray(but)) return !but.includes(value);
    return !(but as { wildcard: string[] }).wildcard.some(one => isLike(one, value));
  }

  const resourcesOf = (options: typeof SOMEBODY | typeof NOBODY) =>
    parse(notifyTemplate(options), { customTags: tags }).Resources;
  const tags = [{ tag: '!Ref', resolve: (text: string) => `ref ${text}` }];

  /** What CloudTrail records of a role's call, as far as the pattern looks at it. */
  const event = (more: object = {}, identity: object = {}) => ({
    source: 'aws.events',
    'detail-type': 'AWS API Call via CloudTrail',
    detail: {
      eventSource: 'events.amazonaws.com',
      eventName: 'DisableRule',
      sourceIPAddress: '203.0.113.9',
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::123456789012:assumed-role/Admin/someone',
        sessionContext: { sessionIssuer: { type: 'Role', userName: 'Admin' } },
        ...identity,
      },
      ...more,
    },
  });

  const issuer = (userName: string) => ({ sessionContext: { sessionIssuer: { userName } } });

  it.each([
    ['a call in the console', event(), true],
    ['that was denied', event({ errorCode: 'AccessDenied' }), true],
    [
      'on a schedule',
      {
        ...event({ eventSource: 'scheduler.amazonaws.com', eventName: 'UpdateSchedule' }),
        source: 'aws.scheduler',
      },
      true,
    ],
    ['of a user', event({}, { type: 'IAMUser', sessionContext: undefined }), true],
    ['of the break-glass role', event({}, issuer('BreakGlass')), true],
    [
      'by CloudFormation',
      event(
        { sourceIPAddress: 'cloudformation.amazonaws.com' },
        { invokedBy: 'cloudformation.amazonaws.com' },
      ),
      false,
    ],
    [
      'by CloudFormation with a service role',
      event({ sourceIPAddress: 'cloudformation.amazonaws.com' }, issuer('cloudformation-deploy')),
      false,
    ],
    ['of an allowed role', event({}, issuer('cloudformation-deploy')), false],
    ['that reads', event({ eventName: 'ListRules' }), false],
  ])('%s is told of: %s', (_, happened, told) => {
    const { EventPattern } = resourcesOf(SOMEBODY).ConsoleGuardRule.Properties;
    expect(matches(EventPattern, happened)).toBe(told);
  });

  it('knows wildcards in the names of roles', () => {
    const { EventPattern } = resourcesOf({
      ...SOMEBODY,
      allowedRoles: ['aws-reserved/sso.amazonaws.com/AWSReservedSSO_Deploy_*'],
    }).ConsoleGuardRule.Properties;
    expect(matches(EventPattern, event({}, issuer('AWSReservedSSO_Deploy_1a2b')))).toBe(false);
    expect(matches(EventPattern, event())).toBe(true);
  });

  it.each([NOBODY, SOMEBODY, { ...SOMEBODY, allowedRoles: ['a-*', 'b'] }])(
    'passes our own lint, %#',
    options => {
      const text = notifyTemplate(options);
      const template = parseTemplate(text);
      const uri = 'file:///project/guard.yml';
      const workspace = workspaceOf({ 'guard.yml': text });
      const context = { now: Date.UTC(2026, 10, 24), uri, workspace, live: null };
      expect(template.syntax).toEqual([]);
      expect(lint(template, context, DEFAULT_CONFIG)).toEqual([]);
    },
  );

  it('lets EventBridge publish to its topic, and sends there', () => {
    const { ConsoleGuardTopicPolicy, ConsoleGuardRule } = resourcesOf(NOBODY);
    const [statement] = ConsoleGuardTopicPolicy.Properties.PolicyDocument.Statement;
    expect(statement).toMatchObject({
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: 'ref ConsoleGuardTopic',
    });
    const [target] = ConsoleGuardRule.Properties.Targets;
    expect(target.Arn).toBe('ref ConsoleGuardTopic');
    const { InputPathsMap, InputTemplate } = target.InputTransformer;
    // what stands for a variable is JSON itself
    const filled = InputTemplate.replace(/<(\w+)>/g, (_: string, name: string) => {
      expect(InputPathsMap).toHaveProperty(name);
      return '1';
    });
    expect(() => JSON.parse(filled)).not.toThrow();
  });
});

describe('the policy that reads', () => {
  const { Statement } = readOnlyPolicy({ account: '123456789012' });

  it('allows each call that Cronwright makes, and no other', () => {
    const folder = join(ROOT, 'server/src/providers');
    const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    const prefixes: Readonly<Record<string, string>> = { eventbridge: 'events' };
    const calls = sources.flatMap(source =>
      [...source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g)].flatMap(
        ([, names = '', client = '']) =>
          [...names.matchAll(/\b(\w+)Command\b/g)].map(
            ([, call]) => `${prefixes[client] ?? client}:${call}`,
          ),
      ),
    );
    // who one is may be asked by everybody
    const needed = new Set(calls.filter(call => call !== 'sts:GetCallerIdentity'));
    expect(needed.size).toBeGreaterThan(8);
    expect(Statement.flatMap(({ Action }) => Action).sort()).toEqual([...needed].sort());
  });

  it('is narrowed to an account, and keeps what is optional apart', () => {
    const resources = Statement.flatMap(({ Resource }) => Resource);
    for (const resource of resources)
      expect(resource).toMatch(/^(?:\*|arn:aws:\w+:\*:123456789012:\S+)$/);
    const optional = Statement.filter(({ Sid }) => Sid.startsWith('Optional'));
    expect(optional.map(({ Action }) => Action)).toEqual([
      ['cloudtrail:LookupEvents'],
      ['cloudwatch:GetMetricData'],
    ]);
  });
});

describe('what is asked for', () => {
  it.each([
    ['BreakGlass', null],
    ['team/ops/BreakGlass', null],
    ['AWSReservedSSO_Admin_*', null],
    ['*', /every role/],
    ['arn:aws:iam::123456789012:role/x/Admin', /by its name: `Admin`/],
    ['two words', /no name of a role/],
    ['', /no name of a role/],
    ['a"b', /no name of a role/],
  ])('a role %j', (name, said) => {
    if (said === null) expect(checkRole(name)).toBeNull();
    else expect(checkRole(name)).toMatch(said);
  });

  it('an account has twelve digits', () => {
    expect(checkAccount('123456789012')).toBeNull();
    expect(checkAccount('12345')).toMatch(/twelve digits/);
  });
});
