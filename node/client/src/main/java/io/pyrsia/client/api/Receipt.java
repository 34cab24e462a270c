package io.pyrsia.client.api;

import io.pyrsia.client.json.About;

/// A transaction that took effect: it is final, and on this node's disk. One that is rejected is a [Problem].
@About("A transaction that took effect: it is final, and on this node's disk.")
public record Receipt(
        @About("The transaction's name; a build request and what it started have the same.")
        String id,

        @About("The block that it is in.") long height) {}
