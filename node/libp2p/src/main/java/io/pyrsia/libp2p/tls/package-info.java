/// TLS 1.3 with the peer's key inside the certificate, the other way to secure a connection.
@NullMarked
package io.pyrsia.libp2p.tls;

import org.jspecify.annotations.NullMarked;
