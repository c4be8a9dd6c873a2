type Callbacks<R> = { success?: (result: R) => void; fail?: (error: Error) => void };

/** Makes a call that takes callbacks one that returns a promise. */
export function promisify<O extends object, R>(api: (options: O & Callbacks<R>) => void) {
  return (options: O): Promise<R> =>
    new Promise((resolve, reject) => api({ ...options, success: resolve, fail: reject }));
}
