import { relative } from 'node:path';
import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import {
  baseCommit,
  changedTemplates,
  NoBaseError,
  pathspecs,
  slashed,
  usualBases,
} from '../disk/changed-templates.js';
import { reviewMarkdown } from '../review/markdown.js';
import type { Level } from '../review/review.js';
import { reviewTemplates } from '../review/templates.js';
import { parseTemplate } from '../template/template.js';
import type { Session } from './session.js';
import { normalUri } from './uris.js';

/** What is to be reviewed: a workspace folder, against a commit. */
interface Asked {
  /** Of the folder. */
  readonly uri: string;
  /** What git knows a commit by. */
  readonly base: string;
}

type Reviewed =
  | { readonly markdown: string; readonly verdict: Level }
  | { readonly refused: string };

const UNTRUSTED = 'Git is asked only where the folder is trusted.';

/** The questions of `client/src/commands/review-changes.ts`, which has the shapes of the answers. */
export function serveReview(
  connection: Connection,
  session: Session,
  documents: TextDocuments<TextDocument>,
): void {
  connection.onRequest(
    'cronwright/review/bases',
    async ({ uri }: { uri: string }): Promise<readonly string[]> =>
      session.head.isTrusted && isOnDisk(uri) ? usualBases(URI.parse(uri).fsPath) : [],
  );
  connection.onRequest('cronwright/review', async (asked: Asked): Promise<Reviewed> => {
    if (!session.head.isTrusted) return { refused: UNTRUSTED };
    if (!isOnDisk(asked.uri)) return { refused: 'Git knows only folders on the disk.' };
    try {
      return await review(asked, session, openTexts(session, documents));
    } catch (error) {
      if (error instanceof NoBaseError) return { refused: error.message };
      throw error;
    }
  });
}

function isOnDisk(uri: string): boolean {
  return uri.startsWith('file:');
}

/** Templates as they are typed, by their paths. */
function openTexts(session: Session, documents: TextDocuments<TextDocument>): Map<string, string> {
  return new Map(
    documents
      .all()
      .filter(document => isOnDisk(document.uri) && session.template(document))
      .map(document => [URI.parse(document.uri).fsPath, document.getText()]),
  );
}

async function review(
  { uri, base }: Asked,
  session: Session,
  open: ReadonlyMap<string, string>,
): Promise<Reviewed> {
  const folder = URI.parse(uri).fsPath;
  const config = session.index.configOf(`${normalUri(uri)}/`);
  const { include, exclude } = pathspecs(config.files, '');
  const commit = await baseCommit(folder, base);
  const specs = [...(include.length > 0 ? include : ['.']), ...exclude];
  const found = await changedTemplates({ folder, commit, specs, open });
  const templates = found.map(({ path, before, after }) => ({
    uri: URI.file(path).toString(),
    file: slashed(relative(folder, path)),
    before: before === null ? null : parseTemplate(before),
    after: after === null ? null : parseTemplate(after),
  }));
  const { workspace, settings } = session;
  const fileOf = (other: string) => slashed(relative(folder, URI.parse(other).fsPath));
  const zones = [settings.timeZone, ...config.zones];
  // what goes into a pull request is the same whoever makes it, but for their zone
  const manner = { now: Date.now(), zones, locale: 'en', hour12: false };
  const result = reviewTemplates(
    { templates, workspace, config, fileOf },
    { kind: 'git', base, commit, templates: templates.length },
    manner,
  );
  return { markdown: reviewMarkdown(result, manner), verdict: result.verdict };
}
