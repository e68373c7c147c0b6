import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.js';

const TRANSPORTS = /^--(?:stdio|node-ipc|socket|pipe)/;

if (process.argv.some(argument => TRANSPORTS.test(argument))) {
  // what a keystroke leaves behind is gathered sooner: twice what is in use, not four times
  setFlagsFromString('--heap-growing-percent=100');
  serve(createConnection(ProposedFeatures.all));
} else {
  console.error('This is a language server for an editor to start: node server.js --stdio');
  process.exitCode = 2;
}
