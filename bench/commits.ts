/**
 * How often React has committed. What developer tools listen to works in the ordinary build, which customers have; a `<Profiler>`
 * needs a build of its own, which is slower for every component. Loaded before React, which looks for it as it loads.
 */
export const commits = { count: 0 };

Object.assign(window, {
  __REACT_DEVTOOLS_GLOBAL_HOOK__: {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberRoot() {
      commits.count += 1;
    },
    onCommitFiberUnmount() {},
    onPostCommitFiberRoot() {},
  },
});
