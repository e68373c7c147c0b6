const SUCCESS = 0;
/** WASI's `EBADF` and `ENOSYS`. */
const BAD_DESCRIPTOR = 8;
const NO_SUCH_CALL = 52;

/**
 * Makes an instance of a module that was compiled for WASI, with nothing around it: no arguments, no
 * environment, no files, no clock. What it writes goes nowhere, and what it asks for is not there.
 */
export function instantiate(module: WebAssembly.Module): WebAssembly.Exports {
  const refused = () => NO_SUCH_CALL;
  const calls: Record<string, (...args: number[]) => number> = {};
  for (const { name } of WebAssembly.Module.imports(module)) calls[name] = refused;
  const view = () => new DataView((exports.memory as WebAssembly.Memory).buffer);
  const none = (count = 0, bytes = 0) => {
    view().setUint32(count, 0, true);
    view().setUint32(bytes, 0, true);
    return SUCCESS;
  };
  Object.assign(calls, {
    args_sizes_get: none,
    environ_sizes_get: none,
    args_get: () => SUCCESS,
    environ_get: () => SUCCESS,
    fd_prestat_get: () => BAD_DESCRIPTOR,
    proc_exit: (code: number) => {
      throw new Error(`the module ended with ${code}`);
    },
  });
  const { exports } = new WebAssembly.Instance(module, { wasi_snapshot_preview1: calls });
  (exports._initialize as () => void)();
  return exports;
}
