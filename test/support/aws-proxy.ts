import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to AWS, as any of its protocols carries it. */
export interface AwsRequest {
  /** `ListRules`, `DescribeStacks`, … */
  readonly operation: string;
  /** Its parameters, where the protocol is JSON or query; those of a query are texts. */
  readonly input: Readonly<Record<string, unknown>>;
  /** How many of the operation came before, at least 0. */
  readonly before: number;
  /** Rejects what was asked, as the service would. */
  refuse(code: string, message?: string, status?: number): Reply;
}

export interface Reply {
  readonly status?: number;
  readonly body: string;
  /** Only so many bytes are sent of it, then the line is cut. */
  readonly cutAfter?: number;
}

/** What comes back: a reply, a line that is cut (`drop`), nothing ever (`hang`), or what AWS says. */
export type Handler = (request: AwsRequest) => Reply | 'drop' | 'hang' | undefined;

/** Stands before moto, or alone: answers what moto can't, fails as AWS can, counts what is called. */
export interface AwsProxy {
  readonly url: string;
  /** By operation. */
  readonly calls: Readonly<Record<string, number>>;
  readonly total: number;
  /** Handles an operation from now on. */
  on(operation: string, handler: Handler): void;
  /** Forgets handlers and counts. */
  reset(): void;
}

/** `upstream` answers what has no handler; without one it is refused. Ends with its process. */
export async function startProxy(upstream?: string): Promise<AwsProxy> {
  const handlers = new Map<string, Handler>();
  let calls: Record<string, number> = {};
  const server = createServer(async (incoming, response) => {
    const body = await bodyOf(incoming);
    const { operation, input, protocol } = read(incoming, body);
    const before = calls[operation] ?? 0;
    calls[operation] = before + 1;
    const refuse: AwsRequest['refuse'] = (code, message = 'refused by the test', status = 400) => ({
      status,
      body: protocol === 'query' ? xmlError(code, message) : jsonError(code, message),
    });
    const reply = handlers.get(operation)?.({ operation, input, before, refuse });
    if (reply) send(response, reply, protocol);
    else if (upstream) forward(upstream, incoming, body, response);
    else send(response, refuse('NotImplemented', `nothing answers ${operation}`, 501), protocol);
  });
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get calls() {
      return calls;
    },
    get total() {
      return Object.values(calls).reduce((sum, count) => sum + count, 0);
    },
    on: (operation, handler) => void handlers.set(operation, handler),
    reset: () => {
      handlers.clear();
      calls = {};
    },
  };
}

/** What CloudFormation and STS answer: `inner` stands in the operation's result. */
export function queryReply(operation: string, inner: string): Reply {
  return {
    body: `<${operation}Response><${operation}Result>${inner}</${operation}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${operation}Response>`,
  };
}

/** What EventBridge, Scheduler and CloudTrail answer. */
export function jsonReply(value: unknown): Reply {
  return { body: JSON.stringify(value) };
}

/** A text as it stands in an answer in XML. */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

type Protocol = 'query' | 'json' | 'other';

interface Read {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly protocol: Protocol;
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function read({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer): Read {
  const target = headers['x-amz-target'];
  if (typeof target === 'string')
    return {
      operation: target.slice(target.lastIndexOf('.') + 1),
      input: JSON.parse(body.toString()),
      protocol: 'json',
    };
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const input = Object.fromEntries(new URLSearchParams(body.toString()));
    return { operation: input.Action ?? '', input, protocol: 'query' };
  }
  const [, rpc] = /\/operation\/(\w+)$/.exec(url) ?? [];
  if (rpc) return { operation: rpc, input: {}, protocol: 'other' };
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [, kind = '', name] = /^\/([\w-]+)(?:\/([^/]+))?$/.exec(pathname) ?? [];
  const input = { ...Object.fromEntries(searchParams), ...(name && { Name: name }) };
  return { operation: restOperation(method, kind, name), input, protocol: 'json' };
}

/** Scheduler's operations are methods and paths. */
function restOperation(method: string, kind: string, name: string | undefined): string {
  if (kind === 'schedules' && !name) return 'ListSchedules';
  const verb = { GET: 'Get', POST: 'Create', PUT: 'Update', DELETE: 'Delete' }[method] ?? method;
  return `${verb}${kind === 'schedules' ? 'Schedule' : 'ScheduleGroup'}`;
}

function send(response: ServerResponse, reply: Reply | 'drop' | 'hang', protocol: Protocol): void {
  if (reply === 'hang') return;
  if (reply === 'drop') {
    response.destroy();
    return;
  }
  const { status = 200, body, cutAfter } = reply;
  const type = protocol === 'query' ? 'text/xml' : 'application/x-amz-json-1.1';
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': 'r',
  });
  if (cutAfter === undefined) response.end(body);
  else response.write(body.slice(0, cutAfter), () => response.destroy());
}

function forward(
  upstream: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): void {
  const { hostname, port } = new URL(upstream);
  const asked = request({ hostname, port, method, path: url, headers }, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  asked.on('error', () => response.destroy());
  asked.end(body);
}

function jsonError(code: string, message: string): string {
  return JSON.stringify({ __type: code, code, message });
}

function xmlError(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${xmlText(message)}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
}
