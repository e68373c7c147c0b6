// The logs behind VS Code's output channels. Appends at once: there is nothing to flush or to rotate.
const { appendFileSync } = require('node:fs');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(file) {
    this.file = file;
    this.level = 0;
    this.bare = false;
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  clearFormatters() {
    this.bare = true;
  }
  setPattern(pattern) {
    this.bare = pattern === '%v';
  }
  flush() {}
  drop() {}
}

levels.forEach((name, level) => {
  Logger.prototype[name] = function (text) {
    if (level < this.level) return;
    const line = this.bare ? text : `${new Date().toISOString()} [${name}] ${text}\n`;
    try {
      appendFileSync(this.file, line);
    } catch (error) {
      // the folder of the logs may be gone while the server shuts down
      if (error.code !== 'ENOENT') throw error;
    }
  };
});

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (_name, file) => new Logger(file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
exports.Logger = Logger;
