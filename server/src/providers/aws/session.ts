import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { loadSharedConfigFiles } from '@smithy/core/config';
import type { Connection } from '../live.js';
import type { Identity } from '../provider.js';
import { AwsFailure, failureOf, type IamAction, missingProfile } from './failure.js';
import { type Origin, originOf } from './origin.js';
import { callerOf } from './principal.js';

/** The retries of a call come on top of the first attempt. */
const ATTEMPTS = 5;
const CONNECT_MS = 5_000;
const ANSWER_MS = 20_000;

/** The SDK would log what it sends and gets. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** What the SDK takes beside a command. */
interface Options {
  readonly abortSignal: AbortSignal;
}

/** The SDK's clients under one set of credentials. They connect when they are first used. */
export class Session {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudTrail: CloudTrailClient;
  readonly cloudWatch: CloudWatchClient;
  readonly events: EventBridgeClient;
  readonly scheduler: SchedulerClient;
  private readonly sts: STSClient;
  private readonly account: string | undefined;
  private known: Identity | null = null;

  private constructor(
    { profile, region, endpoint, account }: Connection,
    readonly origin: Origin,
  ) {
    this.account = account;
    const settings = {
      ...(profile && { profile }),
      ...(region && { region }),
      ...(endpoint && { endpoint }),
      // `adaptive` slows all calls down for long after a few were throttled
      retryMode: 'standard',
      maxAttempts: ATTEMPTS,
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        requestTimeout: ANSWER_MS,
        throwOnRequestTimeout: true,
      },
      logger: SILENT,
    };
    this.sts = new STSClient(settings);
    // got once for all: getting them can mean that a person is asked for a token
    const shared = { ...settings, credentials: () => this.sts.config.credentials() };
    this.cloudFormation = new CloudFormationClient(shared);
    this.cloudTrail = new CloudTrailClient(shared);
    this.cloudWatch = new CloudWatchClient(shared);
    this.events = new EventBridgeClient(shared);
    this.scheduler = new SchedulerClient(shared);
  }

  /** Reads `~/.aws` anew: other tools put fresh credentials there. */
  static async open(connection: Connection): Promise<Session> {
    // the SDK would tell on standard error which versions of Node it will need
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
    const files = await loadSharedConfigFiles({ ignoreCache: true });
    return new Session(connection, originOf(connection.profile, process.env, files));
  }

  /**
   * One call, named by the IAM action that it needs.
   * @throws AwsFailure
   */
  async call<T>(
    action: IamAction,
    signal: AbortSignal,
    send: (options: Options) => Promise<T>,
  ): Promise<T> {
    try {
      return await orAborted(send({ abortSignal: signal }), signal);
    } catch (error) {
      throw failureOf(error, { action, origin: this.origin, signal });
    }
  }

  /**
   * All pages of a call, whose next one is named by the token of the one before.
   * @throws AwsFailure
   */
  async pages<Page extends { readonly NextToken?: string | undefined }>(
    action: IamAction,
    signal: AbortSignal,
    send: (token: string | undefined, options: Options) => Promise<Page>,
  ): Promise<Page[]> {
    const pages: Page[] = [];
    let token: string | undefined;
    do {
      const page = await this.call(action, signal, options => send(token, options));
      pages.push(page);
      token = page.NextToken;
    } while (token);
    return pages;
  }

  /**
   * Who the credentials are of; asked once.
   * @throws AwsFailure also where that is not the account that the connection is for
   */
  async identity(signal: AbortSignal): Promise<Identity> {
    this.known ??= await this.whoAmI(signal);
    const { account } = this.known;
    if (!this.account || this.account === account) return this.known;
    throw new AwsFailure({
      kind: 'account',
      message: `The credentials of ${this.origin.words} are of account ${account}, and the stack is in ${this.account}. Nothing else was asked.`,
      action: { kind: 'configure', what: 'profile' },
    });
  }

  private async whoAmI(signal: AbortSignal): Promise<Identity> {
    if (this.origin.isMissing) throw new AwsFailure(missingProfile(this.origin));
    const action = 'sts:GetCallerIdentity';
    // before the region, without which an expired login would be told as something else
    await this.call(action, signal, () => this.sts.config.credentials());
    const { Account: account = '', Arn: arn = '' } = await this.call(action, signal, options =>
      this.sts.send(new GetCallerIdentityCommand({}), options),
    );
    const region = await this.sts.config.region();
    return { account, region, who: callerOf(arn), credentials: this.origin.words };
  }
}

/** Credentials can come from a program that waits for a person, which the SDK would wait for too. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, failed) => {
    const stop = () => failed(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(done, failed).finally(() => signal.removeEventListener('abort', stop));
  });
}
