// js-libp2p 3.3 expects a newer JavaScript than Node.js 20 has; this is the one function that it needs.
Promise.withResolvers ??= function () {
  let resolve
  let reject
  const promise = new Promise((whenResolved, whenRejected) => {
    resolve = whenResolved
    reject = whenRejected
  })
  return { promise, resolve, reject }
}
