import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffLines } from 'diff';
import type {
  CodeLens,
  Connection,
  CreateFile,
  DeleteFile,
  TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { readAddress } from '../authoring/sidekiq/address.js';
import type { Answers } from '../authoring/sidekiq/answers.js';
import { MARK } from '../authoring/sidekiq/marks.js';
import {
  type Application,
  type Change,
  type Migration,
  PATHS,
} from '../authoring/sidekiq/migration.js';
import { strategiesFor } from '../authoring/sidekiq/strategies.js';
import { oldNames } from '../authoring/sidekiq/team-file.js';
import { isVerified } from '../authoring/sidekiq/verified.js';
import { type ApplicationFolder, findApplication, verifierOf } from '../disk/application.js';
import { leftoversOf } from '../disk/leftovers.js';
import { migrationLenses } from '../features/migration-lenses.js';
import type { RubyParser } from '../ruby/parser.js';
import { toRange } from './convert.js';
import { loadRubyParser } from './prism.js';
import type { Session } from './session.js';
import { normalUri } from './uris.js';

type Refused = { readonly refused: string };

/** The questions of `client/src/commands/migrate-sidekiq/protocol.ts`, which has the shapes of the answers. */
export function serveMigration(connection: Connection, session: Session): void {
  const answer = <Params, Answer>(
    name: string,
    reply: (desk: Desk, params: Params) => Answer | Promise<Answer>,
  ) =>
    connection.onRequest(
      `cronwright/migration/${name}`,
      async (params: Params & { uri: string }): Promise<Answer | Refused> => {
        const folder = await findApplication(URI.parse(params.uri).fsPath);
        if (typeof folder === 'string') return { refused: folder };
        return reply(new Desk(folder, session, await loadRubyParser()), params);
      },
    );

  connection.onRequest('cronwright/migration/address', ({ text }: { text: string }) =>
    readAddress(text, '') ? null : NO_ADDRESS,
  );
  connection.onRequest('cronwright/migration/strategies', ({ answers }: { answers: Asked }) =>
    strategiesFor(answers),
  );
  connection.onRequest('cronwright/migration/isVerified', ({ printed }: { printed: string }) =>
    isVerified(printed),
  );
  answer('open', desk => desk.open());
  answer<{ answers: Asked }, unknown>('start', (desk, { answers }) => desk.start(answers));
  answer<{ decommissioned: string | null }, unknown>('finish', (desk, { decommissioned }) =>
    desk.finish(decommissioned),
  );
}

/** Above the mark of a migration that is under way in a file that configures Sidekiq. */
export function migrationLensesOf(document: TextDocument): CodeLens[] {
  return migrationLenses(document.getText()).map(({ title, does, ...span }) => ({
    range: toRange(document, span),
    command: {
      title,
      command: does === null ? '' : `cronwright.${does}Migration`,
      arguments: [document.uri],
    },
  }));
}

const NO_ADDRESS =
  'The name of an environment variable, or of a constant such as Settings::REDIS_URL.';

/** Addresses as they are typed. */
interface Asked extends Omit<Answers, 'old' | 'new' | 'version' | 'cron'> {
  readonly old: string;
  readonly new: string;
}

/** An application as the editor has it: what is open counts as it is open. */
class Desk {
  constructor(
    private readonly folder: ApplicationFolder,
    private readonly session: Session,
    private readonly parser: RubyParser,
  ) {}

  get initializer(): string {
    return this.folder.initializer;
  }

  open() {
    const { initializer, found } = this.folder;
    return {
      initializer,
      isUnderway: this.text(initializer)?.includes(MARK) === true,
      edition: found.edition,
      version: found.version,
      uses: found.uses,
      old: found.old?.name ?? null,
      processes: this.session.index.configOf(this.uriOf(initializer)).sidekiq.processes,
      verifier: { folder: this.folder.folder, command: verifierOf(this.folder) },
    };
  }

  async start(asked: Asked) {
    // reads Ruby: loaded when it is asked for
    const { startMigration } = await import('../authoring/sidekiq/start.js');
    const ruby = this.text(this.initializer) ?? '';
    const [old, next] = [readAddress(asked.old, ruby), readAddress(asked.new, ruby)];
    if (!old || !next) return { refused: 'Both addresses have to be known.' };
    if (old.name === next.name)
      return { refused: `${old.name} can’t have the address of both: give the new one a name.` };
    const { version, cron } = this.folder.found;
    const migration = startMigration(this.application(), {
      ...asked,
      version,
      cron,
      old,
      new: next,
    });
    if ('refused' in migration) return migration;
    return {
      ...this.proposed(migration),
      notes: migration.notes,
      runbook: this.uriOf(PATHS.runbook),
    };
  }

  async finish(decommissioned: string | null) {
    const { finishMigration } = await import('../authoring/sidekiq/finish.js');
    const application = this.application();
    const finished = (hasLeftovers: boolean) =>
      finishMigration(application, { decommissioned, hasLeftovers });
    const done = finished(false);
    if ('refused' in done) return done;
    const old = oldNames(this.text(this.folder.team) ?? '');
    const leftovers = await leftoversOf(this.folder.folder, done, old);
    const migration = leftovers.length > 0 ? finished(true) : done;
    if ('refused' in migration) return migration;
    return { ...this.proposed(migration), leftovers };
  }

  /** As it is open in the editor, else on the disk. */
  text(path: string): string | null {
    return this.session.openDocument(this.uriOf(path))?.getText() ?? this.onDisk(path);
  }

  private onDisk(path: string): string | null {
    try {
      return readFileSync(join(this.folder.folder, path), 'utf8').replace(/^\uFEFF/, '');
    } catch {
      return null;
    }
  }

  private application(): Application {
    const { initializer, team } = this.folder;
    return {
      initializer,
      team,
      read: path => this.text(path),
      parse: text => this.parser.parse(text),
    };
  }

  private uriOf(path: string): string {
    return normalUri(URI.file(join(this.folder.folder, path)).toString());
  }

  /** One edit of the workspace, and what each file is before and after it, for the user to look at first. */
  private proposed({ changes }: Migration) {
    return {
      edit: { documentChanges: changes.flatMap(change => this.operations(change)) },
      files: changes.map(({ path, before, after }) => ({ uri: this.uriOf(path), before, after })),
    };
  }

  private operations({
    path,
    before,
    after,
  }: Change): (CreateFile | DeleteFile | TextDocumentEdit)[] {
    const uri = this.uriOf(path);
    if (after === null) return [{ kind: 'delete', uri }];
    const version = this.session.openDocument(uri)?.version ?? null;
    const edits = editsBetween(before ?? '', after);
    const edit: TextDocumentEdit = { textDocument: { uri, version }, edits };
    return before === null ? [{ kind: 'create', uri }, edit] : [edit];
  }
}

/** The lines that differ. */
function editsBetween(before: string, after: string): TextEdit[] {
  const document = TextDocument.create('', '', 0, before);
  const edits: TextEdit[] = [];
  let at = 0;
  for (const { value, added, removed } of diffLines(before, after)) {
    const end = added ? at : at + value.length;
    const range = { start: document.positionAt(at), end: document.positionAt(end) };
    const last = edits.at(-1);
    if (added && last && document.offsetAt(last.range.end) === at) last.newText += value;
    else if (added || removed) edits.push({ range, newText: added ? value : '' });
    at = end;
  }
  return edits;
}
