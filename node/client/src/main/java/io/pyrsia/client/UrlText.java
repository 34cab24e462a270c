package io.pyrsia.client;

import io.pyrsia.client.api.LogQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Writes the variable parts of addresses.
final class UrlText {

    private UrlText() {}

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String query(LogQuery query) {
        StringBuilder text = new StringBuilder("facet=" + query.facet() + "&term=" + encode(query.term()));
        text.append("&limit=").append(query.limit());
        if (query.prefix()) {
            text.append("&prefix=true");
        }
        if (query.oldestFirst()) {
            text.append("&oldest_first=true");
        }
        if (query.from() != null) {
            text.append("&from=").append(encode(query.from().toString()));
        }
        if (query.until() != null) {
            text.append("&until=").append(encode(query.until().toString()));
        }
        if (query.cursor() != null) {
            text.append("&cursor=").append(encode(query.cursor()));
        }
        return text.toString();
    }
}
