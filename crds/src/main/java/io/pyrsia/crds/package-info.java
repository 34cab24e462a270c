/// The custom resources of Kubernetes as Java types; the definitions (YAML) are generated from them.
/// A field that has a default is never missing when the API server hands a resource out; for those that
/// come from elsewhere the records fill in the same. What a field means for people is its description.
@NullMarked
package io.pyrsia.crds;

import org.jspecify.annotations.NullMarked;
