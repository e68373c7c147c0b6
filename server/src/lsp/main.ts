import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.js';

const TRANSPORTS = /^--(?:stdio|node-ipc|socket|pipe)/;

if (process.argv.some(argument => TRANSPORTS.test(argument))) {
  serve(createConnection(ProposedFeatures.all));
} else {
  console.error('This is a language server for an editor to start: node server.js --stdio');
  process.exitCode = 2;
}
