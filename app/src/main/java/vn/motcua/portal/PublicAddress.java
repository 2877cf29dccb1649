package vn.motcua.portal;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Addresses as they stand on paper and in other people's lists: whole, below {@code motcua.public-url}. Where that is not
 * set, or names a machine that only knows itself, below the address the visitor came by.
 */
@Component
class PublicAddress {

    private static final Set<String> NOBODYS = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String base;

    PublicAddress(@Value("${motcua.public-url:}") String configured) {
        String whole = configured.strip().replaceFirst("/+$", "");
        String host = whole.isEmpty() ? null : URI.create(whole).getHost();
        this.base = host == null || NOBODYS.contains(host.toLowerCase(Locale.ROOT)) ? "" : whole;
    }

    /** @param path of a page, with its leading slash, encoded */
    String of(String path) {
        return (base.isEmpty()
                        ? ServletUriComponentsBuilder.fromCurrentContextPath()
                                .build()
                                .toUriString()
                        : base)
                + path;
    }
}
