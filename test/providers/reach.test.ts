import { expect, it } from 'vitest';
import { reachOf } from '../../server/src/providers/reach.js';

const TEAM = { profile: 'team', region: 'eu-central-1', account: '123456789012' };
const NOTHING = { profile: undefined, region: undefined, endpoint: undefined, account: undefined };

it.each([
  ['the team says it', TEAM, {}, { ...TEAM, endpoint: undefined }],
  [
    'the user wins',
    TEAM,
    { profile: 'me', region: 'us-east-1' },
    { ...TEAM, profile: 'me', region: 'us-east-1' },
  ],
  ['a setting that is empty says nothing', TEAM, { profile: null, endpoint: null }, TEAM],
  ['no stack is known', undefined, { region: 'us-east-1' }, { region: 'us-east-1' }],
  ['nobody says anything', { profile: null, region: null, account: null }, {}, {}],
])('how AWS is reached: %s', (_, team, chosen, reach) => {
  expect(reachOf(team, chosen)).toEqual({ ...NOTHING, ...reach });
});
