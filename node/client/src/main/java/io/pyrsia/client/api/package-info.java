/// The admin API as records: what `/api/v1` takes and answers, for the node that serves it and for its clients.
///
/// Which piece of the node answers is said at each method of [io.pyrsia.client.ApiClient].
@NullMarked
package io.pyrsia.client.api;

import org.jspecify.annotations.NullMarked;
