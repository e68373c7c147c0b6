import { describe, expect, it } from 'vitest';
import { originOf } from '../../server/src/providers/aws/origin.js';
import { callerOf, sessionOf } from '../../server/src/providers/aws/principal.js';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };
const NO_FILES = { configFile: {}, credentialsFile: {} };

describe('which credentials win', () => {
  const files = {
    configFile: {
      default: { region: 'eu-west-1' },
      dev: { sso_session: 'corp' },
      old: { sso_start_url: 'https://corp.example' },
      console: { login_session: 'arn' },
      chained: { source_profile: 'dev', role_arn: 'r' },
      loop: { source_profile: 'loop', role_arn: 'r' },
    },
    credentialsFile: { keys: { aws_access_key_id: 'AKIA' } },
  };

  it.each([
    ['dev', {}, 'profile dev', 'aws sso login --profile dev'],
    ['dev', KEYS, 'profile dev (not AWS_ACCESS_KEY_ID)', 'aws sso login --profile dev'],
    [
      undefined,
      { ...KEYS, AWS_PROFILE: 'dev' },
      'profile dev (AWS_PROFILE, not AWS_ACCESS_KEY_ID)',
      'aws sso login --profile dev',
    ],
    ['', { AWS_PROFILE: 'keys' }, 'profile keys (AWS_PROFILE)', null],
    ['keys', { AWS_PROFILE: 'dev' }, 'profile keys', null],
    ['old', {}, 'profile old', 'aws sso login --profile old'],
    ['console', {}, 'profile console', 'aws login --profile console'],
    ['chained', {}, 'profile chained', 'aws sso login --profile dev'],
    ['loop', {}, 'profile loop', null],
    ['nowhere', {}, 'profile nowhere', null],
    [undefined, KEYS, 'AWS_ACCESS_KEY_ID', null],
    [undefined, { AWS_ACCESS_KEY_ID: 'alone' }, 'profile default', null],
    [undefined, {}, 'profile default', null],
  ])('named %j with %j: %s', (named, env, words, login) => {
    expect(originOf(named, env, files)).toMatchObject({ words, login });
  });

  it.each([
    [{ AWS_WEB_IDENTITY_TOKEN_FILE: '/token' }, 'AWS_WEB_IDENTITY_TOKEN_FILE'],
    [{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' }, 'the role of this container'],
    [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://x' }, 'the role of this container'],
    [{}, 'the role of this machine'],
  ])('without files and with %j: %s', (env, words) => {
    expect(originOf(undefined, env, NO_FILES)).toEqual({
      words,
      profile: null,
      isMissing: false,
      login: null,
    });
  });
});

describe('a profile that is named', () => {
  it.each([
    ['here', false],
    ['nowhere', true],
  ])('%s', (profile, isMissing) => {
    const files = { configFile: { here: {} }, credentialsFile: {} };
    expect(originOf(profile, {}, files).isMissing).toBe(isMissing);
  });
});

describe('who a caller is', () => {
  it.each([
    [
      'arn:aws:sts::123456789012:assumed-role/Admin/ann@example.com',
      'role Admin',
      'ann@example.com',
    ],
    [
      'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Ops_0123456789abcdef/ann',
      'role Ops',
      'ann',
    ],
    ['arn:aws-cn:iam::123456789012:user/team/ci', 'user ci', null],
    ['arn:aws:iam::123456789012:root', 'the root user', null],
    ['arn:aws:iam::123456789012:role/path/Deploy', 'role Deploy', null],
    ['arn:aws:sts::123456789012:federated-user/ann', 'federated user ann', null],
    ['', 'somebody', null],
    ['nonsense', 'somebody', null],
  ])('%s', (arn, who, session) => {
    expect([callerOf(arn), sessionOf(arn)]).toEqual([who, session]);
  });
});
