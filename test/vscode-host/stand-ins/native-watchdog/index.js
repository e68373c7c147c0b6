// Ends an extension host whose parent is gone.
const EVERY_MS = 2000;

exports.start = parent => {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch (error) {
      if (error.code === 'ESRCH') process.exit(87);
    }
  }, EVERY_MS).unref();
};
